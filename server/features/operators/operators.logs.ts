// Finds the log lines of one request in this instance's own log files, newest part first. It never leaves the folder.
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { LogLine } from '../../../app/contracts/operators.ts';

const NEWEST_BYTES = 50 * 1024 * 1024;
const MOST_LINES = 200;

/** Lines that carry the request id, oldest first, at most 200. Only the last 50 MB of each file are looked at. */
export async function findLogLines(folder: string, requestId: string): Promise<LogLine[]> {
  const found: LogLine[] = [];
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((entry) => entry.endsWith('.log')).sort()) {
    const file = path.join(folder, name);
    const { size } = await stat(file);
    const input = createReadStream(file, { start: Math.max(0, size - NEWEST_BYTES), encoding: 'utf8' });
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (found.length >= MOST_LINES) break;
      if (!line.includes(requestId)) continue;
      const parsed = parse(line, name.replace(/\.log$/, ''));
      if (parsed?.requestId === requestId) found.push(parsed.line);
    }
    input.destroy();
  }
  return found.sort((a, b) => a.at.localeCompare(b.at));
}

function parse(text: string, process: string): { requestId: unknown; line: LogLine } | null {
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return null;
  }
  if (entry === null || typeof entry !== 'object') return null;
  const { time, level, msg, pid: _pid, ...facts } = entry as Record<string, unknown>;
  const line = {
    at: typeof time === 'string' ? time : '',
    level: typeof level === 'string' ? level : '',
    process,
    message: typeof msg === 'string' ? msg : '',
    facts: JSON.stringify(facts),
  };
  return { requestId: facts.requestId, line };
}
