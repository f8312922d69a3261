// Bytes that belong to no attachment any more: those of a deleted one, and once a day whatever a crash has left behind.
import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { housesOf, type House } from '../../jobs/houses.ts';
import { task } from '../../jobs/task.ts';
import { keptFile, keptFolder, removeFile } from '../../kept-files.ts';
import { recordTables, type RecordNoun } from '../../records/tables.ts';
import { filePath } from './files.actions.ts';
import { deleteForgotten, findKept } from './files.queries.ts';

export const fileDeleted = task(z.object({ id }), ({ payload, context }) =>
  removeFile(filePath(context.tenantId, payload.id)),
);

const nouns = Object.keys(recordTables) as RecordNoun[];
const AT_ONCE = 500;
/** An upload that goes on has no row yet. */
const GRACE_MS = 3_600_000;

/** Safe to run at any time and by several workers at once. */
export async function sweepFiles(): Promise<void> {
  for await (const house of housesOf('files.sweep')) {
    for (const noun of nouns) await house.run((tx) => deleteForgotten(tx, noun));
    await removeOrphans(house);
  }
}

async function removeOrphans({ tenantId, run }: House): Promise<void> {
  for await (const names of namesIn(keptFile(keptFolder(tenantId, 'records')))) {
    const kept = await run((tx) => findKept(tx, names), { readOnly: true });
    for (const name of names) if (!kept.has(name)) await removeFile(filePath(tenantId, name));
  }
}

/** The files of a folder that have lain there for a while, some at a time; ours are named by an id. */
async function* namesIn(folder: string): AsyncGenerator<string[]> {
  const entries = await opendir(folder).catch(() => null);
  if (!entries) return;
  let names: string[] = [];
  for await (const { name } of entries) {
    if (!id.safeParse(name).success || !(await isSettled(path.join(folder, name)))) continue;
    names.push(name);
    if (names.length < AT_ONCE) continue;
    yield names;
    names = [];
  }
  if (names.length > 0) yield names;
}

const isSettled = async (file: string): Promise<boolean> => {
  const found = await stat(file).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > GRACE_MS;
};
