// A CSV file of leads as CRMs export them, written as a stream: seeded by row number, every row a different person.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const FIRST = ['Ann', 'Bob', 'Cy', 'Dora', 'Emil', 'Fay', 'Gus', 'Hana'];
const LAST = ['Lee', 'Ray', 'Fox', 'Moss', 'Nash', 'Okoro', 'Pratt', 'Quist', 'Rossi', 'Sato'];
const HEADER =
  'Lead ID,First Name,Last Name,Email,Company,Phone,Lead Source,Lead Status,Created Time,City,Country\n';

const line = (at: number): string =>
  [
    `L${at}`,
    FIRST[at % 8],
    `${LAST[at % 10] ?? ''}${at % 977}`,
    `p${at}@mail${at % 500}.example.com`,
    `"Company ${at % 9973}, Inc."`,
    `+1 415 555 ${String(at % 10_000).padStart(4, '0')}`,
    'Web',
    'New',
    `2026-04-${String(1 + (at % 28)).padStart(2, '0')} 00:02:00`,
    'Springfield',
    'United States\n',
  ].join(',');

function* pieces(rows: number): Generator<string> {
  yield HEADER;
  for (let at = 0; at < rows; at += 500) {
    yield Array.from({ length: Math.min(500, rows - at) }, (_, row) => line(at + row)).join('');
  }
}

export const writeLeadFile = (file: string, rows: number): Promise<void> =>
  pipeline(Readable.from(pieces(rows)), createWriteStream(file));
