// Plans of the very statements that lists send: the functions run on a connection that asks for the plan instead.
import type { Sql } from 'postgres';
import { databaseOn } from '../../db/session.ts';
import { withTenant, type Tx } from '../../db/tenant.ts';
import type { TestPerson } from '../support/factories.ts';

export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Plan Rows': number;
  'Total Cost': number;
  'Execution Time'?: number;
  Plans?: PlanNode[];
}

export interface Planned {
  statement: string;
  plan: PlanNode;
  /** milliseconds, when it was run */
  took: number | undefined;
}

/** The pool that lends its raw connection plans as the one of pages does. */
export const asPagesHaveIt = { plan_cache_mode: 'force_custom_plan', enable_seqscan: 'off', jit: 'off' };

/** What the statements of `read` would do for this person; run for real, with times, when `analyze`. */
export async function plansOf(
  person: Pick<TestPerson, 'context'>,
  read: (tx: Tx) => Promise<unknown>,
  analyze = false,
): Promise<Planned[]> {
  const planned: Planned[] = [];
  const options = { permission: null, readOnly: true, pool: 'import', label: 'test.plans' } as const;
  await withTenant(person.context, options, async (tx) => {
    const { raw } = tx;
    for (const [name, value] of Object.entries(asPagesHaveIt))
      await raw.unsafe(`set local ${name} = ${value}`);
    const explained = async (text: string, params: never[]): Promise<never[]> => {
      const how = analyze ? 'analyze, timing off, format json' : 'format json';
      const [row] = await raw.unsafe<{ 'QUERY PLAN': { Plan: PlanNode; 'Execution Time'?: number }[] }[]>(
        `explain (${how}) ${text}`,
        params,
      );
      const [top] = row?.['QUERY PLAN'] ?? [];
      if (!top) throw new Error('PostgreSQL explains every statement');
      planned.push({ statement: text, plan: top.Plan, took: top['Execution Time'] });
      return [];
    };
    const spy = {
      options: { parsers: {}, serializers: {} },
      unsafe: (text: string, params: never[]) => {
        const answer = explained(text, params);
        return Object.assign(answer, { values: () => answer });
      },
    } as unknown as Sql;
    // not as a read: those may be answered without any statement
    const { context, entered } = tx;
    await read(Object.assign(databaseOn(spy, ''), { context, entered, readOnly: false }) as Tx);
  });
  return planned;
}

export const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
