// Writes docs/permissions.md from the router; with --check it only says whether the committed document is stale (exit 1).
import { readFileSync, writeFileSync } from 'node:fs';
import { permissionsDocument } from '../server/trpc/permissions-document.ts';

const FILE = new URL('../docs/permissions.md', import.meta.url);
const text = permissionsDocument();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
  process.stdout.write('docs/permissions.md written.\n');
} else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write('docs/permissions.md is stale. Run `npm run openapi` and commit the file.\n');
  process.exit(1);
}
process.exit(0);
