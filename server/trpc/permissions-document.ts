// docs/permissions.md, made from the router and the seeded roles: who is refused where, as a table a test holds us to.
import { PERMISSIONS, SEEDED_ROLES, type SeededRole } from '../auth/permissions.ts';
import { procedures } from './operations.ts';
import type { ProcedureMeta } from './procedures.ts';

const HEAD = `# Permissions

Made from the router by \`npm run openapi\`. Do not edit.

Every procedure names the one permission it needs; the database checks it at the way in, in the same transaction. Here is what the
seeded roles hold; a tenant may change \`manager\` and \`user\` and add roles of its own. A procedure may ask for one more when what it
is asked for calls for it (giving a lead away needs \`lead:assign\`), and how far somebody *sees* is a rule of its own: own, team or all
records per noun and role.

- **yes**: the role holds the permission; **403**: it does not, and the answer names it.
- *nobody in particular*: signing in, up and out need no permission; *account*: being signed in is enough; *member*: being an active user of
  the tenant is enough; *operator*: an account of those who run the installation, whatever its roles.
`;

const YES = 'yes';
const NO = '403';

const asks: Readonly<Record<string, string>> = {
  public: '*nobody in particular*',
  account: '*account*',
  member: '*member*',
};
const OPERATOR = '*operator*';

const isGranted = ({ permissions }: SeededRole, requires: string): boolean =>
  requires in asks ||
  (permissions as readonly string[]).some((held) => held === requires || held === 'admin:*');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const door = ({ openapi }: ProcedureMeta): string =>
  openapi ? `\`${openapi.method} /api${openapi.path}\`` : '';

/** The whole document. */
export function permissionsDocument(): string {
  const roles = SEEDED_ROLES.map(({ key }) => key);
  const byProcedure = procedures().map(({ name, meta }) => {
    const requires = name.startsWith('operators.') ? OPERATOR : (meta.requires ?? '');
    const verdicts = SEEDED_ROLES.map((role) =>
      requires !== OPERATOR && isGranted(role, requires) ? YES : NO,
    );
    const needs = requires === OPERATOR ? OPERATOR : (asks[requires] ?? `\`${requires}\``);
    return row([`\`${name}\``, door(meta), needs, ...verdicts]);
  });
  const byPermission = PERMISSIONS.map((permission) =>
    row([`\`${permission}\``, ...SEEDED_ROLES.map((role) => (isGranted(role, permission) ? YES : '–'))]),
  );
  return [
    HEAD,
    '## Procedures',
    row(['Procedure', 'REST', 'Needs', ...roles]),
    row(['---', '---', '---', ...roles.map(() => '---')]),
    ...byProcedure.sort(),
    '',
    '## What the seeded roles hold',
    row(['Permission', ...roles]),
    row(['---', ...roles.map(() => '---')]),
    ...byPermission,
    '',
  ].join('\n');
}

/** The table read back: procedure → role → whether it is refused. */
export function refusalsIn(document: string): Map<string, Record<string, boolean>> {
  const rows = [...document.matchAll(/^\| `([\w.]+)` \|[^|]*\|[^|]*\|(.*)\|$/gm)];
  return new Map(
    rows.map(([, name = '', verdicts = '']) => [
      name,
      Object.fromEntries(
        verdicts.split('|').map((verdict, at) => [SEEDED_ROLES[at]?.key ?? '', verdict.trim() === NO]),
      ),
    ]),
  );
}
