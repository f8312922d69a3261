// The second wall, inside one tenant: a record with an owner, met by its owner and by a colleague without any role.
// "own" is the owner's context here, "foreign" the colleague's.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { attempt } from './attempt.ts';
import { identifier, literal } from './candidates.ts';
import type { Cell } from './outcome.ts';
import { judgeAttack, judgeControl, saidBy } from './outcome.ts';
import type { Planter, PlantedRow, Side } from './plant.ts';
import { exactly } from './plant.ts';
import type { Shape } from './shape.ts';

export async function visibilityCells(
  sql: Sql,
  planter: Planter,
  shape: Shape,
  own: { side: Side; row: PlantedRow },
  role: string,
): Promise<Cell[]> {
  const owner = await giveAway(sql, planter, shape, own);
  const colleague = randomUUID();
  const cells: Cell[] = [];
  for (const [verb, statement] of statements(shape, own.row)) {
    const as = (user: string): string =>
      `set local app.actor = 'user'; set local app.tenant_id = ${literal(own.side.tenant)}; set local app.user_id = ${literal(user)}`;
    const mine = await attempt(sql, role, as(owner), statement);
    const theirs = await attempt(sql, role, as(colleague), statement);
    const control = judgeControl(mine);
    const cell = { relation: shape.name, command: `${verb} a colleague’s record`, statement };
    cells.push(
      { ...cell, context: 'own', outcome: control, said: saidBy(mine) },
      {
        ...cell,
        context: 'foreign',
        outcome: judgeAttack({ answer: theirs, control, malformed: false, isForeignKey: false }),
        said: saidBy(theirs),
      },
    );
  }
  return cells;
}

/** The planted row gets an owner: a user of the tenant where a foreign key asks for one. */
async function giveAway(
  sql: Sql,
  planter: Planter,
  shape: Shape,
  { side, row }: { side: Side; row: PlantedRow },
): Promise<string> {
  const key = shape.foreignKeys.find(({ columns }) => columns.includes('owner_id'));
  const owner = key
    ? String(
        (await planter.plant(key.target, side)).row[key.targetColumns[key.columns.indexOf('owner_id')] ?? ''],
      )
    : randomUUID();
  await sql.unsafe(`update ${shape.name} set owner_id = ${literal(owner)} where ${exactly(shape, row)}`);
  return owner;
}

function statements(shape: Shape, row: PlantedRow): [string, string][] {
  const target = exactly(shape, row);
  const column = identifier(shape.updated);
  const value = row.written.get(shape.updated) ?? 'default';
  return [
    ['select', `select 1 from ${shape.name} where ${target}`],
    ['update', `update ${shape.name} set ${column} = ${column} where ${target}`],
    ['delete', `delete from ${shape.name} where ${target}`],
    // no column is read, so no policy for SELECT is asked
    ['update all, naming none, and so', `update ${shape.name} set ${column} = ${value}`],
    ['delete all, naming none, and so', `delete from ${shape.name}`],
  ];
}
