// In charge of what Canary Corp has been doing: leads, deals, tasks and months of history.
import type { Tx } from '../tenant.ts';
import type { Person } from './people.ts';

export async function seedCanary(_tx: Tx, _people: readonly Person[]): Promise<void> {}
