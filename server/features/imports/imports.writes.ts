// Writes what a chunk has settled: changed leads first, then new ones, each with its external ids. Where somebody else's
// lead holds a place, the set is halved until that row is found; it is skipped and the others go in.
import { errorCode } from '../../../db/errors.ts';
import type { Tx } from '../../../db/tenant.ts';
import { refuse, type Settlement } from './chunk.ts';
import {
  insertLeads,
  insertLinks,
  updateLeads,
  type ChangedLead,
  type Link,
  type NewLead,
} from './imports.queries.ts';
import type { Holder } from './match.ts';

/**
 * `splitting` false lets a taken place reject with 23505, so that the whole chunk is decided again on what is there now.
 * Rejects with SFCHANGED where a lead has been changed since it was read.
 */
export async function writeSettled(
  tx: Tx,
  source: string,
  settlement: Settlement,
  splitting: boolean,
): Promise<void> {
  const { created, updated, links } = settlement;
  const linksOf = (holders: readonly { holder: Holder }[]): Link[] => {
    const ids = new Set(holders.map(({ holder }) => holder.id));
    return links.filter(({ holder }) => ids.has(holder.id));
  };
  const change = async (leads: readonly ChangedLead[]): Promise<void> => {
    const written = await updateLeads(tx, leads);
    if (written !== leads.length) throw new LeadChanged();
    await insertLinks(tx, source, linksOf(leads));
  };
  const make = async (leads: readonly NewLead[]): Promise<void> => {
    await insertLeads(tx, leads);
    await insertLinks(tx, source, linksOf(leads));
  };
  const refused = new Set<string>();
  const write = <L extends { holder: Holder }>(
    leads: L[],
    fn: (part: L[]) => Promise<void>,
  ): Promise<void> =>
    splitting ? halving(tx, leads, fn, refused) : leads.length > 0 ? fn(leads) : Promise.resolve();
  await write([...updated.values()], change);
  await write([...created.values()], make);
  refuse(settlement, refused);
  for (const id of refused) created.delete(id);
}

/** A lead is no longer as it was read. */
class LeadChanged extends Error {
  readonly code = 'SFCHANGED';
  constructor() {
    super('A lead was changed by somebody else meanwhile');
  }
}

async function halving<L extends { holder: Holder }>(
  tx: Tx,
  leads: L[],
  write: (part: L[]) => Promise<void>,
  refused: Set<string>,
): Promise<void> {
  if (leads.length === 0) return;
  try {
    await tx.savepoint(() => write(leads));
  } catch (error) {
    if (errorCode(error) !== '23505') throw error;
    const [first] = leads;
    if (first && leads.length === 1) refused.add(first.holder.id);
    else {
      const middle = Math.ceil(leads.length / 2);
      await halving(tx, leads.slice(0, middle), write, refused);
      await halving(tx, leads.slice(middle), write, refused);
    }
  }
}
