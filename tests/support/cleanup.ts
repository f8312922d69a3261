// What a test file opened and must be closed after its last test, the latest first.
const pending: (() => Promise<void> | void)[] = [];

export function atFileEnd(close: () => Promise<void> | void): void {
  pending.push(close);
}

/** Closes every one of them, and throws what went wrong only then. */
export async function closeAll(): Promise<void> {
  const faults: unknown[] = [];
  for (let close = pending.pop(); close; close = pending.pop()) {
    try {
      await close();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0)
    throw new AggregateError(faults, 'What the test file opened could not all be closed.');
}
