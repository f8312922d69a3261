// Text that has broken other software: the naughty strings of tests/fixtures, and what aims at databases, pages and files.
import { readFileSync } from 'node:fs';

export const aimedStrings: readonly string[] = [
  "'; drop table crm.leads; --",
  "' or tenant_id is not null --",
  '\\',
  '%',
  '_',
  '%%%',
  '$1',
  '${process.env}',
  '<svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  'a\nBcc: everyone@example.test',
  '=HYPERLINK("http://evil.example")',
  '\u202eexe.txt',
  '\ufeff',
  'NUL \0 inside',
  'half a pair \ud83d',
  'e\u0301 and \u00e9',
  '😀'.repeat(60),
];

export const naughtyStrings: readonly string[] = (
  JSON.parse(
    readFileSync(new URL('../../fixtures/naughty-strings/blns.json', import.meta.url), 'utf8'),
  ) as string[]
).filter((text) => !aimedStrings.includes(text));

/** What Postgres and UTF-8 cannot hold. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** At most so many characters; never cut through a surrogate pair that was whole. */
export function cutTo(text: string, max: number): string {
  const cut = text.slice(0, max);
  return cut.isWellFormed() || !text.isWellFormed() ? cut : text.slice(0, max - 1);
}
