// Ids made by the application: UUID version 7, ordered by the time they were made.
// Within one millisecond a counter keeps one process's ids in order too, so that `order by id` is the order of making.
import { randomFillSync } from 'node:crypto';

const COUNTER_LIMIT = 0x1000;
const pool = new Uint8Array(4096);
let taken = pool.length;
let lastTime = 0;
let counter = 0;

/** `now` (milliseconds) is for tests and for rows that carry an older time; the default is the present. */
export function uuidv7(now: number = Date.now()): string {
  const random = tenRandomBytes();
  if (now === lastTime && counter + 1 < COUNTER_LIMIT) counter += 1;
  // The upper half of the counter stays free, so that a millisecond holds at least 2,048 ids in order.
  else counter = ((random[0] ?? 0) << 3) | ((random[1] ?? 0) & 0x07);
  lastTime = now;
  const time = now.toString(16).padStart(12, '0');
  const variant = 0x8 | ((random[2] ?? 0) >> 6);
  const tail = Buffer.from(random.buffer, random.byteOffset + 2, 8).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant.toString(16)}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

function tenRandomBytes(): Uint8Array {
  if (taken + 10 > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += 10;
  return pool.subarray(taken - 10, taken);
}
