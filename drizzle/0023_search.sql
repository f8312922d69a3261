-- 0023 search: words written in notes, tasks, and what is nearly what was typed.
--
-- Reading guide: 1 the words of a tenant · 2 records near what was typed · 3 what was there before


-- 1. The words of a tenant ---------------------------------------------------------------------------------
-- Names repeat, so a tenant's different words are few where its records are many: what is inside a word, and what one
-- letter makes of it, is asked of them. Two writers of the same new word each write it, and neither waits.

do $$
  declare missing text;
  begin
    select string_agg(name, ' and ') into missing
      from unnest('{pg_trgm,btree_gin,fuzzystrmatch}'::text[]) name
     where not exists (select from pg_extension e where e.extname = name);
    if missing is not null then
      raise exception 'search needs the extension % in schema ext', missing
        using hint = 'As a superuser: create extension <name> schema ext. Then migrate again.';
    end if;
  end $$;

create table crm.search_words (
  tenant_id uuid not null,
  word      text collate "C" not null,
  id        uuid not null default crm.uuidv7(),
  primary key (tenant_id, word, id)
);
create index search_words_near_idx on crm.search_words using gin (tenant_id ext.uuid_ops, word ext.gin_trgm_ops);
comment on table crm.search_words is '@derived from the search words of names, companies, addresses and domains: each different word of a tenant, for search inside words and across typing errors';

-- Nobody reads it: the words of records out of one's sight are among them.
select crm.protect_table('crm.search_words', null, '{}');

grant select on crm.search_words, crm.search_tokens to streamflow_search;
grant insert (tenant_id, word) on crm.search_words to streamflow_search;
create policy near on crm.search_words for select to streamflow_search using (true);
comment on policy near on crm.search_words is 'An index of trigrams serves nobody whom a policy holds; crm.search_near() names the tenant itself.';
create policy note_words on crm.search_words for insert to streamflow_search with check (true);
comment on policy note_words on crm.search_words is 'crm.note_words() takes tenant and word of search tokens that were written this moment, which their own policies let pass.';
create policy near on crm.search_tokens for select to streamflow_search using (true);
comment on policy near on crm.search_tokens is 'crm.search_near() repeats tenant, visibility and field rules, and answers ids that the caller''s own query reads again.';

grant execute on function crm.uuidv7(), crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.nouns_seen(text),
  crm.current_team_ids(text), crm.hidden_tokens(), crm.sees_field(text, text) to streamflow_search;
grant select on crm.ruled_fields to streamflow_search;
grant create on schema crm to streamflow_search;

set local role streamflow_search;

create function crm.note_words() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into crm.search_words (tenant_id, word)
    select distinct n.tenant_id, n.token
      from new_rows n
     where n.kind in ('name', 'company', 'email', 'domain') and length(n.token) between 3 and 40 and strpos(n.token, '@') = 0
       and not exists (select from crm.search_words w where w.tenant_id = n.tenant_id and w.word = n.token);
    return null;
  end $$;
comment on function crm.note_words() is 'Keeps each word that a record is found by once for its tenant.';
grant execute on function crm.note_words() to streamflow_owner;   -- who makes the trigger


-- 2. Records near what was typed ---------------------------------------------------------------------------

create function crm.search_near(nouns text[], terms text[], close boolean, most integer)
  returns table (noun text, record_id uuid)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  declare
    tenant constant uuid := crm.current_tenant_id();
    me     constant uuid := crm.current_user_id();
    all_of constant text[] := crm.nouns_seen('all');
    team_of constant text[] := crm.nouns_seen('team');
    teams  constant uuid[] := crm.current_team_ids();
    hidden constant text[] := crm.hidden_tokens();
    ordered text[];
    words  text[];
    nth    integer[];
    of     text;
    ids    uuid[];
    term   text;
  begin
    if tenant is null or cardinality(terms) not between 1 and 8 then
      return;
    end if;

    -- the rarest first: what stands nowhere as it was typed, then the longest
    select array_agg(t order by exists (
             select from crm.search_tokens k
              where k.tenant_id = tenant and k.token >= t and k.token < t || U&'\+10FFFF'), length(t) desc)
      into ordered from unnest(terms) t;

    perform set_config('pg_trgm.similarity_threshold', '0.2', true);   -- one letter of four leaves a quarter of the trigrams
    select coalesce(array_agg(w.word), '{}'), coalesce(array_agg(w.n), '{}') into words, nth
      from unnest(ordered) with ordinality t(term, n)
     cross join lateral (
       select distinct s.word, t.n::integer as n, length(s.word) from crm.search_words s
        where not close and length(t.term) >= 3
          and s.tenant_id = tenant and s.word like '%' || regexp_replace(t.term, '([\\%_])', '\\\1', 'g') || '%'
        union all
       select distinct s.word, t.n::integer, length(s.word) from crm.search_words s
        where close and length(t.term) >= 4
          and s.tenant_id = tenant and s.word operator(ext.%) t.term
          and length(s.word) between length(t.term) - 1 and length(t.term) + 1
          and (ext.levenshtein_less_equal(s.word, t.term, 1) <= 1
               or s.word in (select overlay(t.term placing reverse(substr(t.term, i, 2)) from i for 2)
                               from generate_series(1, length(t.term) - 1) i))
        order by 3, 1 limit 100
     ) w;

    if words = '{}' then
      return;   -- nothing is near: what begins with the terms is found without
    end if;

    foreach of in array nouns loop
      ids := null;
      for at in 1 .. cardinality(ordered) loop
        term := ordered[at];
        select array_agg(distinct k.record_id) into ids from (
          select t.record_id from crm.search_tokens t
           where t.tenant_id = tenant and t.noun = of and t.kind <> 'note' and of || '.' || t.kind <> all (hidden)
             and t.token = any (array(select w from unnest(words, nth) x(w, n) where n = at))
             and (ids is null or t.record_id = any (ids))
             and (of = any (all_of) or t.owner_id is null or t.owner_id = me or (t.team_id = any (teams) and of = any (team_of)))
           union all
          select t.record_id from crm.search_tokens t
           where t.tenant_id = tenant and t.noun = of and t.kind <> 'note' and of || '.' || t.kind <> all (hidden)
             and t.token >= term and t.token < term || U&'\+10FFFF'
             and (ids is null or t.record_id = any (ids))
             and (of = any (all_of) or t.owner_id is null or t.owner_id = me or (t.team_id = any (teams) and of = any (team_of)))
           limit 10 * most
        ) k;
        exit when ids is null;
      end loop;
      return query select of, i from unnest(ids) i limit most;
    end loop;
  end $$;
comment on function crm.search_near(text[], text[], boolean, integer) is
  'Ids of the records of these nouns that the current user sees and whose names, companies, addresses or domains hold every term inside a word, or (close) in a word that one inserted, dropped, changed or exchanged letter makes of it. At most so many of each noun. Definer, because policies keep their caller from an index of trigrams (search_words_near_idx); read the records themselves under the caller''s own policies.';
grant execute on function crm.search_near(text[], text[], boolean, integer) to streamflow_app;

set local role streamflow_owner;
revoke create on schema crm from streamflow_search;

-- 3. What was there before ---------------------------------------------------------------------------------

alter table crm.search_tokens no force row level security;
alter table crm.search_words no force row level security;
alter table crm.activities no force row level security;
alter table crm.tasks no force row level security;

insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id, team_id)
select distinct a.tenant_id, left(word, 64), 'note', a.noun,
       coalesce(a.lead_id, a.contact_id, a.organization_id, a.opportunity_id), a.owner_id, a.team_id
  from crm.activities a cross join lateral regexp_split_to_table(crm.fold(concat_ws(' ', a.subject, a.body)), '[^[:alnum:]]+') word
 where a.deleted_at is null and a.kind in ('note', 'call', 'email', 'meeting') and word <> ''
    on conflict do nothing;

insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id, team_id)
select distinct t.tenant_id, left(word, 64), 'name', 'task', t.id, t.owner_id, t.team_id
  from crm.tasks t cross join lateral regexp_split_to_table(crm.fold(t.title), '[^[:alnum:]]+') word
 where word <> ''
    on conflict do nothing;

insert into crm.search_words (tenant_id, word)
select distinct tenant_id, token from crm.search_tokens
 where kind in ('name', 'company', 'email', 'domain') and length(token) between 3 and 40 and strpos(token, '@') = 0;

alter table crm.search_tokens force row level security;
alter table crm.search_words force row level security;
alter table crm.activities force row level security;
alter table crm.tasks force row level security;

-- Behind what is above, whose words are no current tenant's.
create trigger note_words after insert on crm.search_tokens
  referencing new table as new_rows for each statement execute function crm.note_words();
