// The static checks as one statement for psql, for whoever has a database and no Node.
import type { Check } from '../check.ts';
import { CATALOG_ONLY, SEVERITIES } from '../check.ts';
import { CHECKS } from '../checks.ts';
import { VOCABULARY } from '../vocabulary.ts';

const HEAD = `-- rls_audit.sql: are the walls between tenants whole? Reads the catalog, changes nothing; no rows is good news.
--   psql "$(npm run -s db:url -- --role auditor)" -f ops/sql/rls_audit.sql
-- Each row is a fault: the check, what it was found on, SQL that shows it, SQL that mends it.
-- Generated from db/audit/checks by: npm run rls:audit -- --write
-- With another ROLE_PREFIX: sed 's/\\bstreamflow_/other_/g'. Attacks, and checks that need a superuser, are in npm run rls:audit.`;

export function asSqlFile(): string {
  const checks = CHECKS.filter((check) => !check.adminOnly);
  const ranks = SEVERITIES.map((severity, rank) => `('${severity}', ${rank})`).join(', ');
  return [
    HEAD,
    'begin read only;',
    `${CATALOG_ONLY};`,
    `with recursive${VOCABULARY},\n  faults (severity, "check", object, fact, evidence, remedy) as (`,
    checks.map(asBranch).join('\n    union all\n'),
    `  )\nselect f.severity, f."check", f.object, f.fact, f.evidence, f.remedy`,
    `  from faults f join (values ${ranks}) as s (severity, rank) using (severity)`,
    ' order by s.rank, f."check", f.object;',
    'rollback;',
  ].join('\n');
}

function asBranch({ id, severity, title, query }: Check): string {
  return `    -- ${id}: ${title}\n    select '${severity}', '${id}', object, fact, evidence, remedy from (${query}) as q`;
}
