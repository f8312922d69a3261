// Ports for processes that a test starts. The system hands out those above 32767 to every connection that is opened, so one
// that is free now may be taken before the process listens; these it hands to nobody, and each test process has its own.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const FIRST = 20_000;
const EACH = 1_000;
const SLICES = 12;

const slice = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % SLICES) * EACH;
/** Other runs on this machine begin elsewhere. */
let next = randomInt(EACH);

/** A port on which nobody listens; not given out again for a long time. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < EACH; tried += 1) {
    const port = slice + (next++ % EACH);
    if (await isFree(port)) return port;
  }
  throw new Error(`None of the ports ${slice} to ${slice + EACH - 1} is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port);
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
