import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isBuilt, sourceStamp } from '../../scripts/start/build.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();

function project(): string {
  const at = folder();
  for (const place of ['app/routes', 'server', 'build/server'])
    mkdirSync(path.join(at, place), { recursive: true });
  writeFileSync(path.join(at, 'app/root.tsx'), 'root');
  writeFileSync(path.join(at, 'app/routes/_index.tsx'), 'index');
  writeFileSync(path.join(at, 'server/main.ts'), 'main');
  return at;
}

describe('the build', () => {
  test('fits as long as nothing it reads has changed, whatever the dates of the files say', () => {
    const at = project();
    const stamp = sourceStamp(at);
    expect(isBuilt(stamp, at)).toBe(false);
    writeFileSync(path.join(at, 'build/server/index.js'), '');
    writeFileSync(path.join(at, 'build/stamp'), stamp);
    writeFileSync(path.join(at, 'app/root.tsx'), 'root');
    expect(isBuilt(sourceStamp(at), at)).toBe(true);
  });

  test('is stale after a change, a new file, a removed name or another lockfile, but not for server code', () => {
    const at = project();
    const seen = new Set([sourceStamp(at)]);
    writeFileSync(path.join(at, 'app/root.tsx'), 'root 2');
    seen.add(sourceStamp(at));
    writeFileSync(path.join(at, 'app/routes/leads.tsx'), '');
    seen.add(sourceStamp(at));
    writeFileSync(path.join(at, 'package-lock.json'), '{}');
    seen.add(sourceStamp(at));
    expect(seen.size).toBe(4);
    writeFileSync(path.join(at, 'server/main.ts'), 'main 2');
    expect(seen.has(sourceStamp(at))).toBe(true);
  });
});
