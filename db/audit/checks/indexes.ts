import type { Check } from '../check.ts';

export const indexChecks: Check[] = [
  {
    id: 'index.unusable',
    severity: 'medium',
    title: 'every index column can be used under RLS, or a candidate function’s COMMENT names the index',
    why: 'Operators that are not LEAKPROOF wait behind the policy: the index costs writes and no query of a client uses it.',
    query: `
      select i.name as object,
             format('%s: %s', pg_get_indexdef(i.indexrelid, k.n, true),
               case when i.indkey[k.n - 1] = 0 then 'an expression' else format('operators of %s are not leakproof', o.opcname) end) as fact,
             format('select o.oprname, p.proname, p.proleakproof from pg_amop a join pg_operator o on o.oid = a.amopopr join pg_proc p on p.oid = o.oprcode where a.amopfamily = %s', o.opcfamily) as evidence,
             format('drop index %s', i.name) as remedy
        from tenant_indexes i
        cross join lateral generate_series(1, i.indnkeyatts) as k (n)
        join pg_opclass o on o.oid = i.indclass[k.n - 1]
       where (i.indkey[k.n - 1] = 0
              -- operators that compare two values of the column's own type; those with others are seldom asked for
              or exists (
                select from pg_amop a join pg_operator r on r.oid = a.amopopr join pg_proc p on p.oid = r.oprcode
                 where a.amopfamily = o.opcfamily and a.amoplefttype = o.opcintype and a.amoprighttype = o.opcintype and not p.proleakproof))
         and not exists (
           select from functions f where f.prosecdef and f.about ~ ('\\m' || i.index_name || '\\M'))`,
  },
];
