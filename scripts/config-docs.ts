// Writes .env.example and docs/config.md from the list of settings; `--check` only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { configDoc, envExample } from '../server/env/document.ts';

const files = { '.env.example': envExample(), 'docs/config.md': configDoc() };
for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is out of date. Run: node scripts/config-docs.ts`);
    process.exitCode = 1;
  }
}
