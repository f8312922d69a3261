// How many of the known duplicates the matcher offers, how many of those are none, and what ten thousand rows cost.
// `npm run bench -- duplicates [folder …]`: the folders hold gold sets; without any, those of tests/fixtures.
import path from 'node:path';
import { GOLD_SETS, readGold, type Gold, type GoldSet } from '../duplicates/gold-sets.ts';
import { measure } from '../duplicates/measured.ts';
import { townOf } from '../duplicates/town.ts';
import { residentOf } from './memory.ts';
import { circumstances, keep, markdown } from './report.ts';

export const about = 'precision and recall of the matcher over sets whose duplicates are known';

const HERE = path.resolve(import.meta.dirname, '../fixtures');
const ROWS = 10_000;
const HEAD = [
  '',
  'rows',
  'precision',
  'bar',
  'recall',
  'bar',
  'merged by itself',
  'wrongly',
  'CPU s',
  'MB more',
];

export async function run({ keep: isKept, args }: { keep: boolean; args: string[] }): Promise<void> {
  const folders = args.length > 0 ? args : [HERE];
  const rows = GOLD_SETS.flatMap((set) => {
    const gold = folders.map((folder) => readGold(set, folder)).find((found) => found !== null);
    return gold ? [measured(set, gold)] : [];
  });
  const town = measured({ name: 'people made up' }, townOf(ROWS));
  const heading = '## Duplicates';
  const body = [
    heading,
    circumstances(`npm run bench -- duplicates${args.length > 0 ? ' <folders>' : ''}`),
    NOTES,
    markdown(HEAD, [...rows, town]),
  ].join('\n\n');
  console.log(body);
  if (isKept) keep('duplicates', body);
}

const NOTES =
  'Over pairs of rows: of those offered, precision are duplicates; of the duplicates, recall are offered. One matcher with one ' +
  'setting, on one core; memory is what the process holds more than before.';

function measured(set: Pick<GoldSet, 'name'> & Partial<GoldSet>, gold: Gold): string[] {
  const before = { cpu: process.cpuUsage(), memory: residentOf(process.pid, false) };
  const { precision, recall, same, wrong } = measure(gold);
  const { user, system } = process.cpuUsage(before.cpu);
  const more = residentOf(process.pid, false) - before.memory;
  return [
    set.name,
    `${gold.records.length}`,
    precision.toFixed(3),
    barOf(set.precision),
    recall.toFixed(3),
    barOf(set.recall),
    `${same}`,
    `${wrong}`,
    ((user + system) / 1e6).toFixed(1),
    `${Math.max(0, Math.round(more / 1e6))}`,
  ];
}

const barOf = (bar: number | undefined): string => (bar ? bar.toFixed(2) : '–');
