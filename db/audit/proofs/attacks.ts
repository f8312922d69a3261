// The attacks on one relation, as SQL generated from its shape. Pure: prove.ts plants the rows and runs them.
// Each is written twice: against the attacker's own row, where it must work if the role may do it at all, and against
// another tenant's, where it must not.
import { identifier, literal } from './candidates.ts';
import type { PlantedRow, Side } from './plant.ts';
import { exactly, insertion } from './plant.ts';
import type { ForeignKey, Shape } from './shape.ts';

/** own: the tenant's context · foreign: another tenant's · unset, empty, malformed: none that means a tenant */
export const CONTEXTS = ['unset', 'own', 'foreign', 'empty', 'malformed'] as const;
export type Context = (typeof CONTEXTS)[number];

export interface Attack {
  command: string;
  /** In the tenant's own context; a control ("works") unless `never`. */
  own: string;
  /** In every other context. */
  other: string;
  /** No context whatever may do this; another command is the control of its zero rows. */
  never?: boolean;
  control?: string;
  /** The tenant whose context is "own" here. */
  tenant: string;
}

/** What the attacks are about: one planted row in each tenant, and one row of each that could be written next. */
export interface Targets {
  own: { side: Side; row: PlantedRow };
  foreign: { side: Side; row: PlantedRow };
  /** null where rows are not written: views. */
  drafts: { own: { side: Side; row: PlantedRow }; foreign: { side: Side; row: PlantedRow } } | null;
}

export function attacksOn(shape: Shape, targets: Targets): Attack[] {
  const { drafts } = targets;
  if (!drafts) return reads(shape, targets);
  return [
    ...reads(shape, targets),
    ...inserts(shape, targets, drafts),
    ...changes(shape, targets),
    move(shape, targets),
    ...foreignKeys(shape, targets, drafts),
    ...partitions(shape, targets),
  ];
}

/** The same statement at one's own row and at the other tenant's. */
function both(
  command: string,
  shape: Shape,
  { own, foreign }: Targets,
  statement: (target: string) => string,
): Attack {
  return {
    command,
    own: statement(exactly(shape, own.row)),
    other: statement(exactly(shape, foreign.row)),
    tenant: own.side.tenant,
  };
}

function reads(shape: Shape, targets: Targets): Attack[] {
  const { tenant } = targets.own.side;
  return [
    both('select', shape, targets, (target) => `select 1 from ${shape.name} where ${target}`),
    {
      command: 'count',
      own: `select count(*) from ${shape.name} having count(*) > 0`,
      other: `select count(*) from ${shape.name} where tenant_id <> ${literal(tenant)} having count(*) > 0`,
      tenant,
    },
  ];
}

const unchanged = (shape: Shape, name: string = shape.name): string =>
  `set ${identifier(shape.updated)} = ${name}.${identifier(shape.updated)}`;

function changes(shape: Shape, targets: Targets): Attack[] {
  const { name } = shape;
  const set = unchanged(shape);
  const everything = `truncate ${name}`;
  return [
    both('update', shape, targets, (target) => `update ${name} ${set} where ${target}`),
    both(
      'update returning',
      shape,
      targets,
      (target) => `update ${name} ${set} where ${target} returning tenant_id`,
    ),
    both(
      'merge',
      shape,
      targets,
      (target) => `merge into ${name} using (select 1) as one on ${target} when matched then update ${set}`,
    ),
    both('delete', shape, targets, (target) => `delete from ${name} where ${target}`),
    { command: 'truncate', own: everything, other: everything, never: true, tenant: targets.own.side.tenant },
  ];
}

function inserts(shape: Shape, targets: Targets, drafts: NonNullable<Targets['drafts']>): Attack[] {
  const conflict = ` on conflict (${shape.key.map(identifier).join(', ')}) do update set ${identifier(shape.updated)} = excluded.${identifier(shape.updated)}`;
  // The planted row again: with its whole key, so that it meets itself.
  const again = ({ written, row }: PlantedRow): string =>
    insertion(
      shape.name,
      new Map([...written, ...shape.key.map((column) => [column, literal(row[column])] as const)]),
    ) + conflict;
  return [
    {
      command: 'insert',
      own: insertion(shape.name, drafts.own.row.written),
      other: insertion(shape.name, drafts.foreign.row.written),
      tenant: drafts.own.side.tenant,
    },
    {
      command: 'upsert',
      own: again(targets.own.row),
      other: again(targets.foreign.row),
      tenant: targets.own.side.tenant,
    },
  ];
}

/** Giving one's row to another tenant, and taking another's. */
function move(shape: Shape, targets: Targets): Attack {
  const to = (tenant: string): string => `update ${shape.name} set tenant_id = ${literal(tenant)}`;
  const { own, foreign } = targets;
  return {
    command: 'move to another tenant',
    own: `${to(foreign.side.tenant)} where ${exactly(shape, own.row)}`,
    other: `${to(own.side.tenant)} where ${exactly(shape, foreign.row)}`,
    never: true,
    control: 'update',
    tenant: own.side.tenant,
  };
}

/** A row of one's own that points at another tenant's parent: only the foreign key itself can refuse it. */
function foreignKeys(shape: Shape, targets: Targets, drafts: NonNullable<Targets['drafts']>): Attack[] {
  const { own, foreign } = drafts;
  return shape.foreignKeys.flatMap((key) => {
    const parent = key.target === shape.name ? targets.foreign.row : foreign.side.planted.get(key.target);
    const pointed = parent && pointing(key, own.row, parent);
    if (!pointed) return [];
    const statement = insertion(shape.name, pointed);
    return [
      {
        command: `foreign key ${key.name}`,
        own: statement,
        other: statement,
        never: true,
        tenant: own.side.tenant,
      },
    ];
  });
}

function pointing(key: ForeignKey, row: PlantedRow, parent: PlantedRow): Map<string, string> | null {
  const pairs = key.columns
    .map((column, i) => [column, key.targetColumns[i] ?? ''] as const)
    .filter(([column]) => column !== 'tenant_id');
  if (pairs.length === 0) return null; // the tenant itself is all it names
  return new Map([
    ...row.written,
    ...pairs.map(([column, target]) => [column, literal(parent.row[target])] as const),
  ]);
}

function partitions(shape: Shape, { own, foreign }: Targets): Attack[] {
  return shape.partitions.flatMap((name) => {
    const theirs = exactly({ ...shape, name }, foreign.row);
    const attack = (verb: string, statement: string): Attack => ({
      command: `${verb} partition ${name}`,
      own: statement,
      other: statement,
      never: true,
      tenant: own.side.tenant,
    });
    return [
      attack('select', `select 1 from ${name} where ${theirs}`),
      attack('insert', `insert into ${name} default values`),
      attack('update', `update ${name} ${unchanged(shape, name)} where ${theirs}`),
      attack('delete', `delete from ${name} where ${theirs}`),
    ];
  });
}
