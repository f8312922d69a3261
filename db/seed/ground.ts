// In charge of what the demo's records stand on: the tenant's people, team, stages and sources, looked up once.
import { eq } from 'drizzle-orm';
import { leadSources, pipelines, stages } from '../schema/index.ts';
import type { Tx } from '../tenant.ts';
import type { Chance } from './chance.ts';
import { chanceFrom } from './chance.ts';
import type { Role } from './data.ts';
import type { Person } from './people.ts';

export interface Stage {
  id: string;
  pipelineId: string;
  name: string;
  kind: 'open' | 'won' | 'lost';
}

export interface Owner {
  ownerId: string | null;
  teamId: string | null;
}

export interface Ground {
  tenantId: string;
  now: number;
  chance: Chance;
  /** Throws when the tenant has nobody in this role. */
  person(role: Role): Person;
  owner(role: Role | null): Owner;
  stage(noun: 'lead' | 'opportunity', key: string): Stage;
  sourceId(key: string): string;
}

/** `teamOf` says which roles are in the team; their records belong to it. */
export async function survey(
  tx: Tx,
  people: readonly Person[],
  now: number,
  team: { id: string; roles: readonly Role[] } | null,
): Promise<Ground> {
  const { tenantId } = tx.context;
  const [stageRows, sourceRows] = await Promise.all([
    tx
      .select({
        id: stages.id,
        key: stages.key,
        name: stages.name,
        kind: stages.kind,
        pipelineId: stages.pipelineId,
        noun: pipelines.noun,
      })
      .from(stages)
      .innerJoin(pipelines, eq(pipelines.id, stages.pipelineId))
      .where(eq(stages.tenantId, tenantId)),
    tx
      .select({ id: leadSources.id, key: leadSources.key })
      .from(leadSources)
      .where(eq(leadSources.tenantId, tenantId)),
  ]);
  const person = (role: Role): Person =>
    found(
      people.find((one) => one.role === role),
      role,
    );
  return {
    tenantId,
    now,
    chance: chanceFrom(20_260),
    person,
    owner: (role) =>
      role
        ? { ownerId: person(role).id, teamId: team?.roles.includes(role) ? team.id : null }
        : { ownerId: null, teamId: null },
    stage: (noun, key) =>
      found(
        stageRows.find((stage) => stage.noun === noun && stage.key === key),
        `${noun} stage ${key}`,
      ),
    sourceId: (key) =>
      found(
        sourceRows.find((source) => source.key === key),
        `source ${key}`,
      ).id,
  };
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demo has no ${what}.`);
  return value;
}
