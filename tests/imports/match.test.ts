import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holder as HolderOf, Wanted as WantedOf } from '../../server/features/imports/kinds/kind.ts';
import { lead, type LeadValues } from '../../server/features/imports/kinds/lead.ts';
import { Matcher, type Decision } from '../../server/features/imports/match.ts';
import { companyKey, namesAgree, nameVariants } from '../../server/features/imports/same.ts';

describe('names', () => {
  it.each([
    ['Ann Lee', 'Lee, Ann', true],
    ['Ann Lee', 'ANN LEE', true],
    ['Maya Castellano-Reyes', 'Maya Castellano-Reyes, MBA', true],
    ['Zoë Müller', 'Zoe Müller', true],
    ['Lee', 'Ann Lee', true],
    ['Ann Lee', 'Tom Lee', false],
    ['花子 田中', '田中 花子', true],
    ['Null', 'Null Undefined', true],
  ])('%s and %s agree: %s', (a, b, want) => {
    expect(namesAgree(a, b)).toBe(want);
    expect(namesAgree(b, a)).toBe(want);
  });

  it('of one company are one whatever its legal form', () => {
    expect(companyKey('Copperline Robotics, Inc.')).toBe(companyKey('copperline robotics'));
    expect(companyKey('Núñez Hermanos S.A. de C.V.')).toBe(companyKey('Nunez Hermanos'));
    expect(companyKey('Inc')).toBe('inc');
  });

  it('have the variants other files write', () => {
    expect(nameVariants('Lee Ann, MBA')).toEqual(['Lee Ann, MBA', 'Lee Ann', 'Ann Lee']);
    expect(nameVariants('Madonna')).toEqual(['Madonna']);
  });
});

type Holder = HolderOf<LeadValues>;
type Wanted = WantedOf<LeadValues>;

const EMPTY = {
  firstName: null,
  lastName: null,
  company: null,
  title: null,
  email: null,
  phone: null,
  phoneE164: null,
  website: null,
  industry: null,
  sourceId: null,
  stageId: null,
  score: null,
  address: null,
  description: null,
};

const NAMES = ['Ann Lee', 'Tom Lee', 'Bob'];

const wanted = fc
  .record({
    name: fc.constantFrom(null, 'Lee', ...NAMES),
    company: fc.constantFrom(null, 'Acme', 'Acme Inc.', 'Beta'),
    email: fc.constantFrom(null, 'a@example.com', 'A@example.com', 'b@example.com'),
    phone: fc.constantFrom(null, '1', '2'),
    title: fc.constantFrom(null, 'CEO', 'CFO'),
    externalId: fc.constantFrom(null, null, 'x', 'y'),
  })
  .filter(({ name, email, externalId }) => name !== null || email !== null || externalId !== null)
  .map(({ name, externalId, ...values }): Wanted => {
    const called = name ?? values.company ?? values.email ?? values.phone ?? externalId ?? 'Somebody';
    return {
      values: { ...EMPTY, ...values, name: called, phoneE164: values.phone },
      externalId,
      ownerId: null,
      teamId: null,
    };
  });

/** What the rows make of the leads, `size` rows at a time, with what a database would hold in between. */
function leadsAfter(rows: readonly Wanted[], size: number, duplicates: 'update' | 'skip' | 'create') {
  let made = 0;
  let held: Holder[] = [];
  const kinds: Decision['kind'][] = [];
  for (let at = 0; at < rows.length; at += size) {
    const matcher = new Matcher(lead.identity, {
      duplicates,
      complete: (values) => values,
      makeId: () => String((made += 1)).padStart(6, '0'),
    });
    const known = held.map((holder) => ({ ...holder, externalIds: [...holder.externalIds] }));
    matcher.know(known);
    const all = new Map(known.map((holder) => [holder.id, holder]));
    for (const row of rows.slice(at, at + size)) {
      const decision = matcher.decide(row);
      kinds.push(decision.kind);
      all.set(decision.holder.id, decision.holder);
    }
    held = [...all.values()];
  }
  return { held, kinds };
}

describe('rows that repeat each other', () => {
  const policy = fc.constantFrom('update', 'skip', 'create');

  it('end in the same leads whatever the size of a chunk', () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { maxLength: 25 }),
        fc.integer({ min: 1, max: 8 }),
        policy,
        (rows, size, duplicates) => {
          expect(leadsAfter(rows, size, duplicates)).toEqual(leadsAfter(rows, rows.length + 1, duplicates));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('change nothing when they all come again, each with a name and an address or id of its own', () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { maxLength: 20 }),
        fc.constantFrom('update', 'skip'),
        (given, duplicates) => {
          const keyed = given.filter(
            ({ values, externalId }) => values.email !== null || externalId !== null,
          );
          const rows = keyed
            .filter(({ values }) => NAMES.includes(values.name))
            .map((row, at): Wanted => ({ ...row, externalId: row.externalId && `id ${at}` }));
          const { held } = leadsAfter(rows, 100, duplicates);
          const again = new Matcher(lead.identity, {
            duplicates,
            complete: (values) => values,
            makeId: () => 'new',
          });
          again.know(
            held.map((holder) => ({ ...holder, externalIds: [...holder.externalIds], touched: false })),
          );
          const kinds = new Set(rows.map((row) => again.decide(row).kind));
          expect(kinds).not.toContain('create');
          expect(kinds).not.toContain('update');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never give one lead two ids of one system, nor one id two leads', () => {
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 25 }), policy, (rows, duplicates) => {
        const { held } = leadsAfter(rows, 100, duplicates);
        const ids = held.flatMap(({ externalIds }) => externalIds);
        expect(new Set(ids).size).toBe(ids.length);
        expect(held.every(({ externalIds }) => externalIds.length <= 1)).toBe(true);
        const mails = held
          .filter(({ email, apart }) => email !== null && !apart)
          .map(({ email }) => email?.toLowerCase());
        expect(new Set(mails).size).toBe(mails.length);
      }),
      { numRuns: 500 },
    );
  });
});
