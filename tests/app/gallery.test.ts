// /dev/ui is the inventory: what app/ui exports is shown there.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

it('every component of app/ui stands in the gallery', () => {
  const shown = globSync('app/features/gallery/*.tsx')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const missing = globSync('app/ui/*.tsx').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/export (?:const|function) ([A-Z][a-z]\w*)\b/g)]
      .map(([, name = '']) => name)
      .filter((name) => !NOT_BY_ITSELF.has(name) && !new RegExp(`<${name}\\b`).test(shown))
      .map((name) => `${path.basename(file)}: ${name}`),
  );
  expect(missing).toEqual([]);
});

/** Drawn on every page or by another component alone; `Fault` needs a fault of the route, which no view has. */
const NOT_BY_ITSELF = new Set([
  'BareFault',
  'ComboList',
  'Fault',
  'FormatsContext',
  'FormatsProvider',
  'KeySheet',
  'PaletteDoor',
  'Toaster',
]);
