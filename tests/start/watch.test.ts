import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchSources } from '../../scripts/start/watch.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();

test('a change deep in the sources is noticed; folders that are not there are no fault', async () => {
  const root = folder();
  mkdirSync(path.join(root, 'app/features/leads'), { recursive: true });
  const noticed = new Promise<void>((resolve) => onTestFinished(watchSources(resolve, root)));
  writeFileSync(path.join(root, 'app/features/leads/lead-form.tsx'), 'new');
  await expect(noticed).resolves.toBeUndefined();
});
