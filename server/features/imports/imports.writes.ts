// Writes what a chunk has settled: changed records first, then new ones, each with its external ids. Where somebody else's
// record holds a place, the set is halved until that row is found; it is skipped and the others go in.
import { errorCode } from '../../../db/errors.ts';
import type { Tx } from '../../../db/tenant.ts';
import { refuse, type Settlement } from './chunk.ts';
import {
  insertLinks,
  insertRecords,
  updateRecords,
  type ChangedRecord,
  type Link,
  type NewRecord,
} from './imports.queries.ts';
import type { Holder, ImportKind } from './kinds/kind.ts';

/**
 * `splitting` false lets a taken place reject with 23505, so that the whole chunk is decided again on what is there now.
 * Rejects with SFCHANGED where a record has been changed since it was read.
 */
export async function writeSettled(
  tx: Tx,
  kind: ImportKind,
  source: string,
  settlement: Settlement,
  splitting: boolean,
): Promise<void> {
  const { created, updated, links } = settlement;
  const linksOf = (holders: readonly { holder: Holder }[]): Link[] => {
    const ids = new Set(holders.map(({ holder }) => holder.id));
    return links.filter(({ holder }) => ids.has(holder.id));
  };
  const change = async (records: readonly ChangedRecord[]): Promise<void> => {
    const written = await updateRecords(tx, kind, records);
    if (written !== records.length) throw new RecordChanged();
    await insertLinks(tx, kind, source, linksOf(records));
  };
  const make = async (records: readonly NewRecord[]): Promise<void> => {
    await insertRecords(tx, kind, records);
    await insertLinks(tx, kind, source, linksOf(records));
  };
  const refused = new Set<string>();
  const write = <L extends { holder: Holder }>(
    records: L[],
    fn: (part: L[]) => Promise<void>,
  ): Promise<void> =>
    splitting ? halving(tx, records, fn, refused) : records.length > 0 ? fn(records) : Promise.resolve();
  await write([...updated.values()], change);
  await write([...created.values()], make);
  refuse(kind, settlement, refused);
  for (const id of refused) created.delete(id);
}

/** A record is no longer as it was read. */
class RecordChanged extends Error {
  readonly code = 'SFCHANGED';
  constructor() {
    super('A record was changed by somebody else meanwhile');
  }
}

async function halving<L extends { holder: Holder }>(
  tx: Tx,
  records: L[],
  write: (part: L[]) => Promise<void>,
  refused: Set<string>,
): Promise<void> {
  if (records.length === 0) return;
  try {
    await tx.savepoint(() => write(records));
  } catch (error) {
    if (errorCode(error) !== '23505') throw error;
    const [first] = records;
    if (first && records.length === 1) refused.add(first.holder.id);
    else {
      const middle = Math.ceil(records.length / 2);
      await halving(tx, records.slice(0, middle), write, refused);
      await halving(tx, records.slice(middle), write, refused);
    }
  }
}
