// A process of its own that asks for room as fast as it can: prints how often there was some.
import { closePools } from '../../db/client.ts';
import { requireRoomFor, type ExactClass } from '../../server/limits/exact-limits.ts';
import { configureProcess } from '../../server/process.ts';

const [kind, userId, tries] = process.argv.slice(2) as [ExactClass, string, string];
await configureProcess('web');
const asked = Array.from({ length: Number(tries) }, () => requireRoomFor(kind, userId));
const outcomes = await Promise.allSettled(asked);
await closePools();
process.stdout.write(String(outcomes.filter(({ status }) => status === 'fulfilled').length));
