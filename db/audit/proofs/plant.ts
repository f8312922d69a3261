// In charge of valid rows for any table, parents first: defaults where there are, values that satisfy the CHECKs
// found by trying. Runs inside the proof's transaction, which is rolled back.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Queryable } from '../check.ts';
import { candidates, identifier, literal } from './candidates.ts';
import type { CheckConstraint, Column, ForeignKey, Shape } from './shape.ts';

/** The rows of one tenant that belong together: a table's parents are those of the same side. */
export interface Side {
  tenant: string;
  planted: Map<string, PlantedRow>;
}

export interface PlantedRow {
  /** What was written, column → SQL literal. */
  written: Map<string, string>;
  /** The whole row as PostgreSQL has it. */
  row: Record<string, unknown>;
}

export const newSide = (tenant: string = randomUUID()): Side => ({ tenant, planted: new Map() });

/** A table whose row is the tenant: its whole key is tenant_id. */
export const isTenantItself = (shape: Shape | undefined): boolean =>
  shape?.kind === 'table' && shape.key.join() === 'tenant_id';

export class CannotPlant extends Error {}

const CHECK_VIOLATION = '23514';
const MOST_ATTEMPTS = 300;
/** Leave the column to its default, or to NULL. */
const OMIT = null;
type Choice = string | typeof OMIT | ForeignKey;

export class Planter {
  readonly #tx: Queryable;
  readonly #shapes: Map<string, Shape>;
  readonly #tenants = new Map<string, PlantedRow>();

  constructor(tx: Queryable, shapes: Map<string, Shape>) {
    this.#tx = tx;
    this.#shapes = shapes;
  }

  /** The side's row of this table, written when it is not there yet. */
  async plant(name: string, side: Side): Promise<PlantedRow> {
    // A tenant is one row, however many sides of it there are.
    const rows = isTenantItself(this.#shapes.get(name)) ? this.#tenants : side.planted;
    const place = rows === this.#tenants ? `${name} ${side.tenant}` : name;
    const planted = rows.get(place) ?? (await this.#write(name, side, true));
    rows.set(place, planted);
    return planted;
  }

  /** A row that could be written next, its parents already there; tried, and taken back. */
  draft(name: string, side: Side): Promise<PlantedRow> {
    return this.#write(name, side, false);
  }

  async #write(name: string, side: Side, keep: boolean): Promise<PlantedRow> {
    const shape = this.#shapes.get(name);
    if (!shape) throw new CannotPlant(`${name} is no table of ours`);
    const run = randomBytes(6).toString('hex');
    const fixed = await this.#parents(shape, side);
    const search = new Search(shape, fixed, run);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const written = await this.#settled(search.values(), side);
      const answer = await this.#insert(name, written, keep);
      if (!('violated' in answer)) return { written, row: answer.row };
      if (!search.advance(answer.violated)) break;
    }
    throw new CannotPlant(
      `no value tried satisfies the checks of ${name}; an "@example …" in a column's COMMENT would help`,
    );
  }

  /** Values of the columns that have no choice: the tenant, keys, and parents that must be there. */
  async #parents(shape: Shape, side: Side): Promise<Map<string, string>> {
    const fixed = new Map<string, string>([['tenant_id', literal(side.tenant)]]);
    const optional = new Set(shape.columns.filter((column) => !column.notNull).map((column) => column.name));
    for (const key of shape.foreignKeys) {
      if (key.columns.some((column) => optional.has(column))) continue;
      for (const [column, value] of await this.#parentValues(key, side))
        if (!fixed.has(column)) fixed.set(column, value);
    }
    return fixed;
  }

  async #parentValues(key: ForeignKey, side: Side): Promise<[string, string][]> {
    const parent = await this.plant(key.target, side);
    return key.columns.map((column, i) => [column, literal(parent.row[key.targetColumns[i] ?? ''])]);
  }

  async #settled(choices: Map<string, Choice>, side: Side): Promise<Map<string, string>> {
    const written = new Map<string, string>();
    for (const [column, choice] of choices) {
      if (choice === OMIT || written.has(column)) continue;
      if (typeof choice === 'string') written.set(column, choice);
      else for (const [name, value] of await this.#parentValues(choice, side)) written.set(name, value);
    }
    return written;
  }

  async #insert(
    name: string,
    written: Map<string, string>,
    keep: boolean,
  ): Promise<{ row: Record<string, unknown> } | { violated: string }> {
    await this.#tx.unsafe('savepoint planting');
    try {
      const [made] = await this.#tx.unsafe<{ row: Record<string, unknown> }[]>(
        `${insertion(name, written)} returning to_jsonb(made) as row`,
      );
      await this.#tx.unsafe(
        keep ? 'release savepoint planting' : 'rollback to savepoint planting; release savepoint planting',
      );
      return { row: made?.row ?? {} };
    } catch (error) {
      await this.#tx.unsafe('rollback to savepoint planting; release savepoint planting');
      const { code, constraint_name: constraint, message } = error as DatabaseFault;
      if (code === CHECK_VIOLATION && constraint) return { violated: constraint };
      throw new CannotPlant(`${name}: ${message}`);
    }
  }
}

interface DatabaseFault {
  code?: string;
  constraint_name?: string;
  message: string;
}

export const insertion = (name: string, written: Map<string, string>): string =>
  `insert into ${name} as made (${[...written.keys()].map(identifier).join(', ')}) values (${[...written.values()].join(', ')})`;

/** The condition that meets exactly this row. */
export const exactly = (shape: Shape, { row }: PlantedRow): string =>
  shape.key.map((column) => `${shape.name}.${identifier(column)} = ${literal(row[column])}`).join(' and ');

/** Goes through the combinations of the columns of whichever CHECK refused the last attempt. */
class Search {
  readonly #options: Map<string, Choice[]>;
  readonly #chosen = new Map<string, number>();
  readonly #counters = new Map<string, number>();
  readonly #checks: CheckConstraint[];

  constructor(shape: Shape, fixed: Map<string, string>, run: string) {
    this.#checks = shape.checks;
    this.#options = new Map(
      shape.columns.map((column) => [column.name, optionsFor(column, shape, fixed.get(column.name), run)]),
    );
  }

  values(): Map<string, Choice> {
    return new Map(
      [...this.#options].map(([name, options]) => [name, options[this.#chosen.get(name) ?? 0] ?? OMIT]),
    );
  }

  /** Takes the next combination; false when all were tried. */
  advance(violated: string): boolean {
    const check = this.#checks.find(({ name }) => name === violated);
    if (!check) return false;
    let rest = (this.#counters.get(violated) ?? 0) + 1;
    this.#counters.set(violated, rest);
    for (const column of check.columns) {
      const size = this.#options.get(column)?.length ?? 1;
      this.#chosen.set(column, rest % size);
      rest = Math.floor(rest / size);
    }
    return rest === 0;
  }
}

function optionsFor(column: Column, shape: Shape, fixed: string | undefined, run: string): Choice[] {
  if (fixed !== undefined) return [fixed];
  const values = candidates(column, shape.checks, run);
  if (shape.key.includes(column.name) && column.type === 'uuid') return values;
  const parent = shape.foreignKeys.find((key) => key.columns.includes(column.name));
  if (parent) return column.notNull ? [parent] : [OMIT, parent];
  return column.notNull && !column.hasDefault ? values : [OMIT, ...values];
}
