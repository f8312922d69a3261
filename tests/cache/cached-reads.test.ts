// Reads that are answered with copies: never with another's, never with one from before a write, and without a statement.
import { beforeAll, describe, expect, it } from 'vitest';
import { tags } from '../../db/schema/index.ts';
import { withTenant, type Tx } from '../../db/tenant.ts';
import { findTags, insertTags } from '../../server/features/tags/tags.queries.ts';
import { registry } from '../../server/observability/metrics.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { mark } from '../support/mark.ts';
import { TEST_SEED } from '../support/seed.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
});

const named = async (person: TestPerson, path: string): Promise<string[]> => {
  const { body } = await api.rest(person)<{ items: { name: string }[] }>('GET', path);
  return body.items.map(({ name }) => name);
};

const reading = <T>(person: TestPerson, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(person.context, { permission: 'tag:read', readOnly: true, label: 'test.read' }, fn);

const tagsFor = (person: TestPerson): Promise<string[]> =>
  reading(person, async (tx) => (await findTags(tx)).map(({ name }) => name));

/** How often a copy was there and was not, by noun or for all of them. */
async function reads(noun?: string): Promise<{ hit: number; miss: number }> {
  const { values } = (await registry.getSingleMetric('cache_reads_total')?.get()) ?? { values: [] };
  const sum = (outcome: string): number =>
    values
      .filter(({ labels }) => labels.outcome === outcome && (noun === undefined || labels.noun === noun))
      .reduce((total, { value }) => total + value, 0);
  return { hit: sum('hit'), miss: sum('miss') };
}

describe('a copy', () => {
  it('is never another tenant’s', async () => {
    const globex = await makeTenant();
    const name = mark();
    await api.rest(acme.manager)('POST', '/tags', { name });
    for (const path of ['/tags', '/pipelines', '/views?noun=lead']) {
      const ours = await named(acme.manager, path);
      const theirs = await named(globex.manager, path);
      expect([await named(acme.manager, path), await named(globex.manager, path)]).toEqual([ours, theirs]);
    }
    expect(await named(globex.manager, '/tags')).not.toContain(name);
    const owners = async (person: TestPerson) => (await api.client(person).leads.options.query()).owners;
    const [ours, theirs] = [await owners(acme.manager), await owners(globex.manager)];
    expect(ours.filter(({ id }) => theirs.some((their) => their.id === id))).toEqual([]);
  });

  it('is shared by people of the same rights, not by those who see otherwise', async () => {
    const twin = await makePerson(acme, 'user');
    const read = async (person: TestPerson) => {
      const before = await reads('tag');
      await named(person, '/tags');
      const after = await reads('tag');
      return after.hit - before.hit === 1 ? 'hit' : 'miss';
    };
    await api.rest(acme.manager)('POST', '/tags', { name: mark() });
    expect([await read(acme.user), await read(twin), await read(acme.manager)]).toEqual([
      'miss',
      'hit',
      'miss',
    ]);
  });

  it('of views is one’s own, and follows what others share and take back', async () => {
    const twin = await makePerson(acme, 'user');
    const [own, shared] = [mark(), mark()];
    await api.rest(acme.user)('POST', '/views', { noun: 'contact', name: own });
    const path = '/views?noun=contact';
    expect([await named(acme.user, path), await named(twin, path)]).toEqual([[own], []]);
    const asManager = api.rest(acme.manager);
    const view = { noun: 'contact', name: shared, shared: true };
    const { body } = await asManager<{ id: string }>('POST', '/views', view);
    expect((await named(acme.user, path)).toSorted()).toEqual([own, shared].toSorted());
    const gone = await asManager('DELETE', `/views/${body.id}?version=1`);
    expect(gone.status).toBe(204);
    expect([await named(acme.user, path), await named(twin, path)]).toEqual([[own], []]);
  });

  it('is nobody else’s to change', async () => {
    await api.rest(acme.manager)('POST', '/tags', { name: mark() });
    const before = await tagsFor(acme.user);
    await reading(acme.user, async (tx) => ((await findTags(tx)).length = 0));
    await reading(acme.user, async (tx) => ((await findTags(tx)).length = 0));
    expect(await tagsFor(acme.user)).toEqual(before);
  });

  it('costs no statement behind the entry', async () => {
    const { options } = api.client(acme.user).leads;
    const first = await options.query();
    await database.admin`select ext.pg_stat_statements_reset(0::oid, oid, 0) from pg_database where datname = current_database()`;
    expect(await options.query()).toEqual(first);
    const ran = async (): Promise<string[]> => {
      const rows = await database.admin<{ query: string }[]>`
        select query from ext.pg_stat_statements
         where dbid = (select oid from pg_database where datname = current_database())
           and userid = 'streamflow_app'::regrole and toplevel and query !~ '^(begin|set local)'`;
      return rows.map(({ query }) => query).toSorted();
    };
    // its end is sent and not waited for
    await expect.poll(ran).toContain('commit');
    expect(await ran()).toEqual(['commit', expect.stringMatching(/^select crm.enter\(/)]);
  });

  it('of people stays when somebody signs in, and goes when they are renamed or leave', async () => {
    const someone = await makePerson(acme, 'user');
    const versions = async () => (await reading(acme.user, (tx) => tx.entered)).versions?.user;
    const change = (set: string) =>
      database.admin.unsafe(`update crm.users set ${set} where id = '${someone.userId}'`);
    const before = await versions();
    await change('last_login_at = now()');
    expect(await versions()).toBe(before);
    const seen = [before];
    for (const set of [`name = '${mark()}'`, `status = 'disabled'`, 'deleted_at = now()']) {
      await change(set);
      seen.push(await versions());
    }
    expect(new Set(seen).size).toBe(4);
  });
});

describe('a write', () => {
  it('sees itself in its own transaction, and leaves nothing when it is rolled back', async () => {
    const name = mark();
    const before = await tagsFor(acme.manager);
    const tried = await withTenant(
      acme.manager.context,
      { permission: 'tag:create', dryRun: true, label: 'test.write' },
      async (tx) => {
        await insertTags(tx, [name]);
        return (await findTags(tx)).map((tag) => tag.name);
      },
    );
    expect(tried.toSorted()).toEqual([...before, name].toSorted());
    expect(await tagsFor(acme.manager)).toEqual(before);
  });

  it(`is met by every read that begins after it, in 200 turns of writers at once (TEST_SEED=${TEST_SEED})`, async () => {
    const next = randomly(TEST_SEED);
    const committed = new Set<string>();
    const open: Writer[] = [];
    const tenant = await makeTenant();
    const before = await reads('tag');
    const ends: (() => Promise<void>)[] = [
      async () => void open.push(await begin(tenant)),
      async () => {
        const [writer] = open.splice(next(open.length), 1);
        await writer?.end('commit');
        if (writer) committed.add(writer.name);
      },
      async () => {
        const [writer] = open.splice(next(open.length), 1);
        await writer?.end('rollback');
      },
      async () => {
        // another connection, and none of the product's code
        const name = mark();
        await database.admin`insert into crm.tags (tenant_id, name) values (${tenant.tenantId}, ${name})`;
        committed.add(name);
      },
      () => Promise.resolve(),
    ];
    for (let turn = 0; turn < 200; turn += 1) {
      const during = tagsFor(tenant.user); // may keep a copy of either side
      await ends[open.length > 3 ? 1 + next(2) : next(ends.length)]?.();
      await during;
      expect([turn, (await tagsFor(tenant.user)).toSorted()]).toEqual([turn, [...committed].toSorted()]);
    }
    for (const writer of open) await writer.end('rollback');
    expect((await reads('tag')).hit).toBeGreaterThan(before.hit);
  });

  it('waits for no other, however long that one takes, and they use few slots', async () => {
    const tenant = await makeTenant();
    const slots = async (): Promise<number> => {
      const rows = await database.admin`
        select from crm.noun_versions where tenant_id = ${tenant.tenantId} and noun = 'tag'`;
      return rows.length;
    };
    for (let round = 0; round < 3; round += 1) {
      const [one, two] = [await begin(tenant), await begin(tenant)];
      await two.end('commit');
      await one.end('commit');
    }
    expect([(await tagsFor(tenant.user)).length, await slots()]).toEqual([6, 2]);
  });
});

it('people who change together are one change, and a sign-in is none', async () => {
  const stampsOf = (changes: Record<string, unknown>) =>
    database.admin.begin(async (admin) => {
      // what the connection has counted and not handed in yet is among them
      const written = async (): Promise<number> => {
        const [row] = await admin<{ many: number }[]>`
          select n_tup_upd::int + n_tup_ins::int as many
            from pg_stat_xact_user_tables where relid = 'crm.noun_versions'::regclass`;
        return row?.many ?? 0;
      };
      const before = await written();
      await admin`update crm.users set ${admin(changes)} where tenant_id = ${acme.tenantId}`;
      return (await written()) - before;
    });
  expect(await stampsOf({ name: 'Everybody' })).toBe(1);
  expect(await stampsOf({ last_login_at: new Date() })).toBe(0);
});

it('the metrics say how many reads found a copy, and how much is kept', async () => {
  await tagsFor(acme.user);
  await tagsFor(acme.user);
  const { hit, miss } = await reads();
  const text = await registry.metrics();
  const valueOf = (name: string): number => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  expect(hit).toBeGreaterThan(0);
  expect(valueOf('cache_hit_ratio')).toBeCloseTo(hit / (hit + miss), 10);
  expect(valueOf('cache_entries')).toBeGreaterThan(0);
  expect(valueOf('cache_size_characters')).toBeGreaterThan(valueOf('cache_entries'));
});

interface Writer {
  name: string;
  end(how: 'commit' | 'rollback'): Promise<void>;
}

/** A transaction that has made a tag and stays open. */
async function begin(tenant: TestTenant): Promise<Writer> {
  const name = mark();
  const written = Promise.withResolvers<undefined>();
  const told = Promise.withResolvers<'commit' | 'rollback'>();
  const work = arrange(tenant, async (tx) => {
    await tx.insert(tags).values({ tenantId: tenant.tenantId, name });
    written.resolve(undefined);
    if ((await told.promise) === 'rollback') throw new Error('rolled back on purpose');
  });
  work.catch((error: unknown) => written.reject(error));
  await written.promise;
  return {
    name,
    async end(how) {
      told.resolve(how);
      await work.catch((error: unknown) => {
        if (how === 'commit') throw error;
      });
    },
  };
}

/** Whole numbers below the bound, the same ones for the same seed. */
function randomly(from: number): (below: number) => number {
  let state = from + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return below === 0 ? 0 : state % below;
  };
}
