// `npm run sdk`: writes sdk/src/generated/api.ts from the router.
//   --check           only says whether the committed file is stale (exit 1)
//   --pack <folder>   makes the package instead: <folder>/sdk and <folder>/sdk.tgz; part of `npm run build`
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '..');
const FILE = path.join(ROOT, 'sdk/src/generated/api.ts');

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, pack: { type: 'string' } },
});
if (values.pack !== undefined) {
  const { packSdk } = await import('./sdk/package.ts');
  await packSdk(ROOT, path.resolve(values.pack));
} else {
  await writeOrCheck(values.check);
}
process.exit();

async function writeOrCheck(isCheck: boolean): Promise<void> {
  // imported here, because the package is made without a look at the server
  const { surface } = await import('./sdk/surface.ts');
  const text = await surface();
  if (!isCheck) {
    writeFileSync(FILE, text);
    console.log('sdk/src/generated/api.ts written.');
  } else if (readFileSync(FILE, 'utf8') === text) {
    console.log('sdk/src/generated/api.ts is up to date.');
  } else {
    console.error('sdk/src/generated/api.ts is stale. Run `npm run sdk` and commit the file.');
    process.exitCode = 1;
  }
}
