// What a test file opened and must be closed after its last test, the latest first.
const pending: (() => Promise<void> | void)[] = [];

export function atFileEnd(close: () => Promise<void> | void): void {
  pending.push(close);
}

export async function closeAll(): Promise<void> {
  for (let close = pending.pop(); close; close = pending.pop()) await close();
}
