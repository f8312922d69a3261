// `npm run new:feature -- invoice [--plural invoices]`: contract, table where there is none, queries, router, pages,
// component and test of a new noun, which compile and pass; then it says what is left to think about.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as prettier from 'prettier';
import { migrationDown, migrationUp, rulesDown, rulesUp, schema, seenSchema } from './feature/database.ts';
import { edits } from './feature/edits.ts';
import { nounOf, type Noun } from './feature/noun.ts';
import { component, listRoute, newRoute, recordRoute } from './feature/pages.ts';
import { proof } from './feature/proof.ts';
import { contract, queries, routerFile } from './feature/server.ts';
import { ROOT } from './steps.ts';

const { values, positionals } = parseArgs({
  options: { plural: { type: 'string' }, root: { type: 'string', default: ROOT } },
  allowPositionals: true,
});

try {
  const [word] = positionals;
  if (!word || positionals.length > 1)
    throw new Error('Usage: npm run new:feature -- <noun> [--plural <word>]');
  const noun = nounOf(word, values.plural);
  const written = await makeFeature(values.root, noun);
  console.log([...written.map((file) => `  ${file}`), '', next(noun)].join('\n'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function makeFeature(root: string, noun: Noun): Promise<string[]> {
  const isThere = existsSync(path.join(root, `db/schema/${noun.many}.ts`));
  const migration = nextMigration(root, isThere ? `${noun.table}_fields` : noun.table);
  const files = { ...newFiles(noun), ...databaseFiles(noun, migration, isThere) };
  const taken = Object.keys(files).find((file) => existsSync(path.join(root, file)));
  if (taken) throw new Error(`${taken} exists already: nothing was written`);
  const changes = edits(noun, migration, isThere).map((edit) => {
    return [edit.file, edit.apply(readFileSync(path.join(root, edit.file), 'utf8'))] as const;
  });
  const all = [...Object.entries(files), ...changes];
  for (const [file, text] of all) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), await formatted(root, file, text));
  }
  return all.map(([file]) => file);
}

function newFiles(noun: Noun): Record<string, string> {
  const { many, one } = noun;
  return {
    [`app/contracts/${many}.ts`]: contract(noun),
    [`server/features/${many}/${many}.queries.ts`]: queries(noun),
    [`server/features/${many}/${many}.router.ts`]: routerFile(noun),
    [`app/features/${many}/${one}-views.tsx`]: component(noun),
    [`app/routes/${many}.tsx`]: listRoute(noun),
    [`app/routes/${many}.new.tsx`]: newRoute(noun),
    [`app/routes/${many}.$id.tsx`]: recordRoute(noun),
    [`tests/${many}/${many}.test.ts`]: proof(noun),
  };
}

/** The table, where there is none, and in any case the rules about its fields. */
function databaseFiles(noun: Noun, migration: string, isThere: boolean): Record<string, string> {
  const down = isThere ? rulesDown : migrationDown;
  return {
    [`drizzle/${migration}.sql`]: isThere ? rulesUp(noun) : migrationUp(noun),
    [`drizzle/down/${migration}.sql`]: down(noun, migration),
    [`db/schema/${noun.many}-seen.ts`]: seenSchema(noun),
    ...(!isThere && { [`db/schema/${noun.many}.ts`]: schema(noun) }),
  };
}

function nextMigration(root: string, about: string): string {
  const names = readdirSync(path.join(root, 'drizzle')).filter((name) => /^\d{4}_.*\.sql$/.test(name));
  const last = Math.max(0, ...names.map((name) => Number(name.slice(0, 4))));
  return `${String(last + 1).padStart(4, '0')}_${about}`;
}

async function formatted(root: string, file: string, text: string): Promise<string> {
  if (!/\.tsx?$/.test(file)) return text;
  const options = await prettier.resolveConfig(path.join(root, file));
  return prettier.format(text, { ...options, filepath: file });
}

function next({ many, wordsMany, words }: Noun): string {
  return `Next:
  npm test -- tests/${many}      it passes as it is
  npm run openapi                writes the new operations into docs/openapi.yaml
  npm run rls:audit              the walls around the new table
Then: the columns ${words} really has (each a line of ruledFields, app/contracts/field-rules.ts, and of crm.rule_fields), who holds its permissions (server/auth/permissions.ts; tenants made earlier get none by
themselves), a place for ${wordsMany} in the navigation, filters and search after the model of leads.`;
}
