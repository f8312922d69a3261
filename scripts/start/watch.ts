import { watch } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './places.ts';

const FOLDERS = ['app', 'server', 'db', 'public'];
const QUIET_MS = 150;

/** Calls back once after each burst of changes in the sources; answers how to stop watching. */
export function watchSources(changed: () => void, root: string = projectFolder): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  };
  const watchers = FOLDERS.flatMap((folder) => {
    try {
      return [watch(path.join(root, folder), { recursive: true }, soon)];
    } catch {
      return [];
    }
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
