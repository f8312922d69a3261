// Writes docs/openapi.yaml from the router; with --check it only says whether the committed document is stale (exit 1).
import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { openApiDocument } from '../server/trpc/openapi.ts';

const FILE = new URL('../docs/openapi.yaml', import.meta.url);
const HEAD = '# Made from the router by `npm run openapi`. Do not edit.\n';

const text =
  HEAD +
  stringify(JSON.parse(JSON.stringify(openApiDocument())), { aliasDuplicateObjects: false, lineWidth: 110 });
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write('docs/openapi.yaml is stale. Run `npm run openapi` and commit the file.\n');
    process.exit(1);
  }
  process.stdout.write('docs/openapi.yaml is up to date.\n');
} else {
  writeFileSync(FILE, text);
  process.stdout.write('docs/openapi.yaml written.\n');
}
process.exit(0);
