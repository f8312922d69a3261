// `npm run rls:audit [-- --only static|proofs] [--json|--sarif]`: are the walls between tenants whole? Reads the live
// catalog, then attacks every tenant table as another tenant and rolls back. Exit code 1 on any finding, leak or gap.
//   Audits the running instance, or DATABASE_URL_ADMIN and DATABASE_URL_AUDITOR when both are set.
//   --markdown  the matrix of roles and tables      --sql  the static checks as one statement for psql
//   --write     brings docs/rls.md and ops/sql/rls_audit.sql up to date
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditReport } from '../db/audit/audit.ts';
import { auditDatabase, isGreen } from '../db/audit/audit.ts';
import { asJson } from '../db/audit/report/json.ts';
import { asMarkdown, withGenerated } from '../db/audit/report/markdown.ts';
import { asSarif } from '../db/audit/report/sarif.ts';
import { asSqlFile } from '../db/audit/report/sql-file.ts';
import { asText } from '../db/audit/report/text.ts';
import { env } from '../server/env.ts';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';
import { projectFolder } from './start/places.ts';

const PARTS = ['static', 'proofs'] as const;
const flag = { type: 'boolean', default: false } as const;

await command(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, json: flag, sarif: flag, markdown: flag, sql: flag, write: flag },
  });
  const only = PARTS.find((part) => part === values.only);
  if (values.only !== undefined && !only) {
    throw new Usage(`Unknown part "${values.only}". One of: ${PARTS.join(', ')}`);
  }
  if (values.sql) {
    console.log(asSqlFile());
    return 0;
  }
  const documents = values.markdown || values.write;
  const report = await auditDatabase({
    ...addresses(),
    prefix: env.ROLE_PREFIX,
    only: documents ? 'static' : only,
  });
  if (values.write) writeDocuments(report);
  if (values.markdown) console.log(asMarkdown(report.inventory));
  if (documents) return 0;
  if (values.json) console.log(asJson(report));
  else if (values.sarif) console.log(asSarif(report));
  else console.log(asText(report));
  return isGreen(report) ? 0 : 1;
});

function writeDocuments({ inventory }: AuditReport): void {
  const document = path.join(projectFolder, 'docs/rls.md');
  writeFileSync(document, withGenerated(readFileSync(document, 'utf8'), inventory));
  writeFileSync(path.join(projectFolder, 'ops/sql/rls_audit.sql'), `${asSqlFile()}\n`);
}

function addresses(): { auditorUrl: string; adminUrl?: string } {
  const { DATABASE_URL_ADMIN: admin, DATABASE_URL_AUDITOR: auditor } = env;
  if (admin && auditor) return { auditorUrl: auditor, adminUrl: admin };
  const urls = attachedUrls();
  return { auditorUrl: urls.auditor, adminUrl: urls.admin };
}
