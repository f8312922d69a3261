// Lines that a new noun adds to files of the house: each is put beside its like, and is not added twice.
import type { Noun } from './noun.ts';

export interface Edit {
  file: string;
  apply(text: string): string;
}

const VERBS = ['read', 'create', 'update'];

export function edits(noun: Noun, migration: string, isThere: boolean): Edit[] {
  const { key, many, camel, camelMany, pascal, words } = noun;
  const permissions = VERBS.map((verb) => `'${key}:${verb}'`);
  const permissionLines = permissions.map((permission) => `  ${permission},\n`).join('');
  return [
    {
      file: 'server/trpc/router.ts',
      apply: (text) => {
        const line = `import { ${camelMany}Router } from '../features/${many}/${many}.router.ts';\n`;
        return addBefore(
          addBefore(text, 'import { router }', line),
          /^\}\);$/m,
          `  ${camelMany}: ${camelMany}Router,\n`,
        );
      },
    },
    {
      file: 'app/contracts/permissions.ts',
      apply: (text) =>
        addAfter(
          text,
          'export const PERMISSIONS = [\n',
          text.includes(permissions[0] ?? '') ? '' : permissionLines,
        ),
    },
    {
      file: 'server/auth/permissions.ts',
      apply: (text) => {
        const held = addAfter(
          text,
          'const SELLING: readonly Permission[] = [\n',
          text.includes(permissions[0] ?? '') ? '' : permissionLines,
        );
        return held.replace(/(RECORD_NOUNS = \[)([^\]]*)\]/, (all, start: string, nouns: string) =>
          nouns.includes(`'${key}'`) ? all : `${start}${nouns.replace(/,?\s*$/, '')}, '${key}']`,
        );
      },
    },
    {
      file: 'app/paths.ts',
      apply: (text) =>
        addBefore(
          text,
          /^ {2}theme: /m,
          `  ${camelMany}: '/${many}',\n  new${pascal}: '/${many}/new',\n  ${camel}: (id: string) => \`/${many}/\${id}\`,\n`,
        ),
    },
    {
      file: 'app/routes.ts',
      apply: (text) =>
        addAfter(
          text,
          /^ *route\('leads\/:id\/edit'.*\n/m,
          `      route('${many}', '${many}.tsx'),\n      route('${many}/new', '${many}.new.tsx'),\n      route('${many}/:id', '${many}.$id.tsx'),\n`,
        ),
    },
    {
      file: 'docs/errors.md',
      apply: (text) =>
        addBefore(
          text,
          '| `tenant.not_chosen`',
          `| \`${key}.stale\` | 409 | the ${words} was changed since it was read; \`data\` has the current record | merge and send its version |\n`,
        ),
    },
    {
      file: 'app/contracts/field-rules.ts',
      apply: (text) =>
        addBefore(
          text,
          '} as const satisfies Record<string, Record<string, RuledField>>;',
          `  ${key}: {\n    name: { label: 'Name', isNeeded: true },\n    description: { label: 'Description' },\n  },\n`,
        ),
    },
    ...databaseEdits(noun, migration, isThere),
  ];
}

function databaseEdits({ many }: Noun, migration: string, isThere: boolean): Edit[] {
  return [
    {
      file: 'db/schema/index.ts',
      apply: (text) =>
        `${text}${isThere ? '' : `export * from './${many}.ts';\n`}export * from './${many}-seen.ts';\n`,
    },
    {
      file: 'drizzle/meta/_journal.json',
      apply: (text) => {
        const journal = JSON.parse(text) as { entries: { idx: number; when: number }[] };
        const last = journal.entries.at(-1);
        const entry = `{ "idx": ${(last?.idx ?? -1) + 1}, "version": "7", "when": ${(last?.when ?? 0) + 60_000}, "tag": "${migration}", "breakpoints": false }`;
        return text.replace(/\}\n( *)\]/, `},\n    ${entry}\n$1]`);
      },
    },
  ];
}

function addBefore(text: string, mark: string | RegExp, lines: string): string {
  return splice(text, mark, lines, false);
}

function addAfter(text: string, mark: string | RegExp, lines: string): string {
  return splice(text, mark, lines, true);
}

function splice(text: string, mark: string | RegExp, lines: string, after: boolean): string {
  if (lines === '' || text.includes(lines)) return text;
  const found = typeof mark === 'string' ? mark : mark.exec(text)?.[0];
  if (!found || !text.includes(found)) throw new Error(`no place found for:\n${lines}`);
  return text.replace(found, () => (after ? found + lines : lines + found));
}
