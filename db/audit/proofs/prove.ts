// In charge of the proofs: for every relation that holds tenants' rows, two tenants' rows are planted, every attack is
// run as the app role in every context, and everything is rolled back. One connection and one transaction for each
// relation, because a setting that was set once never reads as unset again on that connection.
import type { Sql } from 'postgres';
import { withConnection } from '../../connection.ts';
import { roleName } from '../../roles.ts';
import { CATALOG_ONLY } from '../check.ts';
import type { Attack, Context, Targets } from './attacks.ts';
import { attacksOn, CONTEXTS } from './attacks.ts';
import { attempt } from './attempt.ts';
import { literal } from './candidates.ts';
import type { Answer, Cell, Outcome } from './outcome.ts';
import { judgeAttack, judgeControl, saidBy } from './outcome.ts';
import { CannotPlant, isTenantItself, newSide, Planter } from './plant.ts';
import type { Shape } from './shape.ts';
import { readShapes } from './shape.ts';
import { visibilityCells } from './visibility.ts';

export interface ProofOptions {
  /** Superuser, or a role that bypasses RLS and may act as the app role. */
  adminUrl: string;
  prefix: string;
  /** Only these relations; default all. */
  relations?: readonly string[];
}

const NAME = 'rls-audit';

export async function proveIsolation({ adminUrl, prefix, relations }: ProofOptions): Promise<Cell[]> {
  const shapes = await withConnection(
    adminUrl,
    (sql) =>
      sql.begin('read only', async (tx) => {
        await tx.unsafe(CATALOG_ONLY);
        return readShapes(tx, prefix);
      }),
    NAME,
  );
  const attacked = [...shapes.values()].filter(
    (shape) => shape.ofTenants && (relations?.includes(shape.name) ?? true),
  );
  const cells: Cell[] = [];
  for (const shape of attacked) {
    cells.push(
      ...(await withConnection(
        adminUrl,
        (sql) => proveRelation(sql, shape, shapes, roleName(prefix, 'app')),
        NAME,
      )),
    );
  }
  return cells;
}

async function proveRelation(
  sql: Sql,
  shape: Shape,
  shapes: Map<string, Shape>,
  role: string,
): Promise<Cell[]> {
  await sql.unsafe(
    `begin; ${CATALOG_ONLY}; set local lock_timeout = '2s'; set local statement_timeout = '30s'`,
  );
  try {
    await refuseUsedConnection(sql);
    const planter = new Planter(sql, shapes);
    const targets = await plantTargets(planter, shape);
    const cells = await attackAll(sql, shape, attacksOn(shape, targets), role);
    return shape.owned
      ? [...cells, ...(await visibilityCells(sql, planter, shape, targets.own, role))]
      : cells;
  } catch (error) {
    if (!(error instanceof CannotPlant)) throw error;
    return CONTEXTS.map((context) => ({
      relation: shape.name,
      command: 'plant',
      context,
      outcome: 'NOT PROVEN',
      said: error.message,
      statement: '',
    }));
  } finally {
    await sql.unsafe('rollback');
  }
}

/** A pooler may hand out a connection on which somebody was in a tenant: "unset" cannot be proven there. */
async function refuseUsedConnection(sql: Sql): Promise<void> {
  const [row] = await sql<
    [{ unset: boolean }]
  >`select current_setting('app.tenant_id', true) is null as unset`;
  if (!row.unset) throw new CannotPlant('this connection was used before: connect past the pooler');
}

async function plantTargets(planter: Planter, shape: Shape): Promise<Targets> {
  const [own, foreign] = [newSide(), newSide()];
  if (shape.kind === 'view') {
    for (const base of shape.bases) for (const side of [own, foreign]) await planter.plant(base, side);
    const row = (side: typeof own) => ({ written: new Map(), row: { tenant_id: side.tenant } });
    return { own: { side: own, row: row(own) }, foreign: { side: foreign, row: row(foreign) }, drafts: null };
  }
  const ownRow = await planter.plant(shape.name, own);
  const foreignRow = await planter.plant(shape.name, foreign);
  // Where the tenant is the whole key there is no second row: the next one is another tenant's.
  const next = (side: typeof own) => newSide(isTenantItself(shape) ? undefined : side.tenant);
  const [ownNext, foreignNext] = [next(own), next(foreign)];
  const drafted = async (side: typeof own) => {
    for (const key of shape.foreignKeys) if (key.target !== shape.name) await planter.plant(key.target, side);
    return { side, row: await planter.draft(shape.name, side) };
  };
  return {
    own: { side: own, row: ownRow },
    foreign: { side: foreign, row: foreignRow },
    drafts: { own: await drafted(ownNext), foreign: await drafted(foreignNext) },
  };
}

async function attackAll(sql: Sql, shape: Shape, attacks: Attack[], role: string): Promise<Cell[]> {
  // Sent in this order without waiting. All of "unset" comes first: after the first SET it would read as empty.
  const tries = CONTEXTS.flatMap((context) =>
    attacks.map((attack) => ({ attack, context, statement: context === 'own' ? attack.own : attack.other })),
  );
  const answers = await Promise.all(
    tries.map(({ attack, context, statement }) =>
      attempt(sql, role, settings(context, attack.tenant), statement),
    ),
  );
  const answered = tries.map((tried, i) => ({ ...tried, answer: answers[i] ?? { rows: 0 } }));
  const controls = new Map(
    answered.filter(isControl).map(({ attack, answer }) => [attack.command, judgeControl(answer)]),
  );
  return answered.map((tried) => ({
    relation: shape.name,
    command: tried.attack.command,
    context: tried.context,
    outcome: isControl(tried) ? judgeControl(tried.answer) : judge(tried, controls),
    said: saidBy(tried.answer),
    statement: tried.statement,
  }));
}

interface Answered {
  attack: Attack;
  context: Context;
  answer: Answer;
}

const isControl = ({ attack, context }: Answered): boolean => context === 'own' && !attack.never;

const judge = ({ attack, context, answer }: Answered, controls: Map<string, Outcome>): Outcome =>
  judgeAttack({
    answer,
    control: controls.get(attack.control ?? attack.command) ?? null,
    malformed: context === 'malformed',
    isForeignKey: attack.command.startsWith('foreign key'),
  });

/** As the house itself, which sees all of a tenant: only the tenant's wall is left to stop it. */
function settings(context: Context, tenant: string): string {
  const value = { unset: null, own: tenant, foreign: tenant, empty: '', malformed: 'not-a-tenant' }[context];
  const house = "set local app.actor = 'system'";
  return value === null ? house : `${house}; set local app.tenant_id = ${literal(value)}`;
}
