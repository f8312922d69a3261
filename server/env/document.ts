// In charge of what people read about settings: .env.example and docs/config.md, both from the one list.
import type { Setting } from './settings.ts';
import { sections } from './settings.ts';

/** The default in words, e.g. "3000", "none" or "true when SMTP_URL is set". */
function defaultOf(setting: Setting): string {
  if (setting.otherwise) return setting.otherwise;
  const read = setting.schema.safeParse(undefined);
  if (!read.success || read.data === undefined) return 'none';
  if (Array.isArray(read.data)) return 'empty';
  return typeof read.data === 'string' ? read.data : JSON.stringify(read.data);
}

const everySection = (): [string, [string, Setting][]][] =>
  Object.entries(sections).map(([title, group]) => [title, Object.entries<Setting>(group)]);

export function envExample(): string {
  const lines = [
    '# Every setting of StreamFlow. Copy to .env and change what you need; nothing is needed for `npm start`.',
    '# A secret may be given as NAME_FILE=/path instead. The same list: docs/config.md.',
  ];
  for (const [title, group] of everySection()) {
    lines.push('', `# ---- ${title} ----`);
    for (const [name, setting] of group) {
      lines.push(
        '',
        `# ${setting.meaning}`,
        `# Default: ${defaultOf(setting)}. Required: ${setting.required ?? 'no'}.`,
      );
      if (setting.secret) lines.push(`# Secret: may be given as ${name}_FILE.`);
      lines.push(`#${name}=${quoted(setting.example)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const quoted = (text: string): string => (/[\s#<>]/.test(text) ? `"${text}"` : text);

export function configDoc(): string {
  const lines = [
    '# Settings',
    '',
    '<!-- Written by `node scripts/config-docs.ts` from server/env/settings.ts. -->',
    '',
    'All settings are environment variables, or lines of a `.env` file in the project folder. A wrong one stops the',
    'start with every fault listed and exit code 78. Secrets may be given as `NAME_FILE`, a path.',
  ];
  for (const [title, group] of everySection()) {
    lines.push('', `## ${title}`);
    for (const [name, setting] of group) {
      lines.push('', `### ${name}`, '', setting.meaning, '');
      lines.push(`- Default: ${defaultOf(setting)}`, `- Required: ${setting.required ?? 'no'}`);
      if (setting.secret) lines.push(`- Secret: also as \`${name}_FILE\``);
      lines.push(`- Example: \`${name}=${setting.example}\``);
    }
  }
  return `${lines.join('\n')}\n`;
}
