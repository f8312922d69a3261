// Empties the trash: what has been there for thirty days is deleted for good. Once a night, tenant by tenant.
import { trashNouns } from '../../../app/contracts/trash.ts';
import { AT_ONCE, housesOf, untilDone } from '../../jobs/houses.ts';
import { emptyTrash } from './trash.queries.ts';

/** Safe to run at any time and by several workers at once. */
export async function sweepTrash(): Promise<void> {
  for await (const house of housesOf('trash.sweep'))
    for (const noun of [...trashNouns, 'activity'] as const)
      await untilDone(house, (tx) => emptyTrash(tx, noun, AT_ONCE));
}
