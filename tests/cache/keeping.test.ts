// What a copy is found by, and how many there can be.
import { describe, expect, it } from 'vitest';
import type { Entered } from '../../db/tenant.ts';
import { Cache, cacheKey, type CacheKey } from '../../server/cache.ts';

const entered = (values: Partial<Entered> = {}): Entered => ({
  userId: 'ada',
  name: 'Ada',
  email: 'ada@example.test',
  tenantName: 'Acme',
  tenantSlug: 'acme',
  roles: ['user'],
  permissions: ['lead:read'],
  currency: 'USD',
  zone: 'UTC',
  locale: 'en-US',
  teamId: null,
  teamIds: [],
  seesTeam: [],
  seesAll: [],
  hiddenFields: [],
  lockedFields: [],
  sudoUntil: null,
  versions: { tag: 'one' },
  ...values,
});
const keyOf = (values: Partial<Entered> = {}, tenantId = 'acme') =>
  cacheKey({ tenantId, entered: entered(values) }, 'tag', 'all');

describe('a key', () => {
  it('is not made without a tenant', () => {
    expect(() => keyOf({}, '')).toThrow('A cache key begins with a tenant');
  });

  it('is not made for an entry that told no versions', () => {
    expect(keyOf({ versions: null })).toBeNull();
  });

  it('is another for another tenant, sight, right, rule of fields, version, noun and question', () => {
    const keys = [
      keyOf(),
      keyOf({}, 'globex'),
      ...(['seesAll', 'seesTeam', 'teamIds', 'permissions', 'hiddenFields', 'lockedFields'] as const).map(
        (name) => keyOf({ [name]: ['lead.phone'] }),
      ),
      keyOf({ versions: { tag: 'two' } }),
      keyOf({ versions: {} }),
      cacheKey({ tenantId: 'acme', entered: entered() }, 'user', 'all'),
      cacheKey({ tenantId: 'acme', entered: entered() }, 'tag', 'all', ''),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is the same for people of the same rights, except for what is one’s own', () => {
    expect(keyOf({ userId: 'bob', name: 'Bob' })).toBe(keyOf());
    const viewsOf = (userId: string) =>
      cacheKey({ tenantId: 'acme', entered: entered({ userId }) }, 'saved_view', 'lead');
    expect(viewsOf('bob')).not.toBe(viewsOf('ada'));
  });
});

describe('a cache', () => {
  const key = (name: string) => name as CacheKey;
  const kept = (cache: Cache, names: string): string =>
    [...names].filter((name) => cache.find(key(name)) !== null).join('');

  it('holds so many copies, and of more keeps those asked for last', () => {
    const cache = new Cache({ entries: 3, largest: 100, size: 100 });
    for (const name of 'abc') cache.keep(key(name), name);
    cache.find(key('a'));
    cache.keep(key('d'), 'd');
    expect([kept(cache, 'abcd'), cache.entries]).toEqual(['acd', 3]);
  });

  it('holds so many characters, and nothing that is larger than one copy may be', () => {
    const cache = new Cache({ entries: 100, largest: 30, size: 100 });
    for (const name of 'abcdefgh') cache.keep(key(name), 'x'.repeat(19));
    expect([kept(cache, 'abcdefgh'), cache.size]).toEqual(['defgh', 100]);
    cache.keep(key('i'), 'x'.repeat(30));
    expect([kept(cache, 'i'), cache.size]).toEqual(['', 100]);
    cache.keep(key('h'), 'y');
    expect([cache.find(key('h')), cache.entries, cache.size]).toEqual(['y', 5, 82]);
  });
});
