// What is one and what is two: the rules a person would name, each on records made up for it.
import { describe, expect, it } from 'vitest';
import { compareTwo, findPairs } from '../../server/features/duplicates/matching/match.ts';
import type { MatchRecord } from '../../server/features/duplicates/matching/records.ts';

const person = (record: Omit<MatchRecord, 'id' | 'kind'>): MatchRecord => ({
  id: 'p',
  kind: 'person',
  ...record,
});
const company = (record: Omit<MatchRecord, 'id' | 'kind'>): MatchRecord => ({
  id: 'o',
  kind: 'organization',
  ...record,
});
const MAIL = { emails: ['quist.t@harbor-lane.example'] };

describe('people', () => {
  it.each<[string, Partial<MatchRecord>, Partial<MatchRecord>]>([
    ['the same name', { name: 'Torvald Quist' }, { firstName: 'Torvald', lastName: 'Quist' }],
    ['a familiar form', { name: 'William Quist' }, { name: 'Bill Quist' }],
    ['the other order', { name: 'Torvald Quist' }, { name: 'Quist, Torvald' }],
    ['parts in each other’s place', { firstName: 'Quist', lastName: 'Torvald' }, { name: 'Torvald Quist' }],
    ['accents and case', { name: 'Zoë Müller-Ibáñez' }, { name: 'ZOE MULLER IBANEZ' }],
    ['titles', { name: 'Dr. Torvald Quist, MBA' }, { name: 'Torvald Quist' }],
  ])('with one address of their own are the same: %s', (_, a, b) => {
    const match = compareTwo(
      person({ ...a, ...MAIL }),
      person({ ...b, emails: ['Quist.T@Harbor-Lane.example'] }),
    );
    expect(match).toMatchObject({ class: 'same', against: [] });
    expect(match.reasons[0]).toBe('email');
    expect(match.score).toBeGreaterThan(95);
  });

  it.each<[string, Partial<MatchRecord>, Partial<MatchRecord>]>([
    ['one name says less', { name: 'Torvald Quist' }, { lastName: 'Quist' }],
    ['a letter apart', { name: 'Torvald Quist' }, { name: 'Torvald Quisk' }],
    ['an initial', { name: 'T Quist' }, { name: 'Torvald Quist' }],
  ])('with one address are offered, and merged by nobody, where %s', (_, a, b) => {
    expect(compareTwo(person({ ...a, ...MAIL }), person({ ...b, ...MAIL })).class).toBe('likely');
  });

  it('behind a shared mailbox are two, whoever else has it', () => {
    const shared = { emails: ['the.quists@harbor-lane.example'], phones: ['+47 22 33 44 55'] };
    expect(
      compareTwo(person({ name: 'Torvald Quist', ...shared }), person({ name: 'Oda Quist', ...shared }))
        .class,
    ).toBe('none');
    expect(
      compareTwo(person({ name: 'Torvald Quist', ...shared }), person({ name: 'Ines Okafor', ...shared }))
        .class,
    ).toBe('none');
    const rows = ['Torvald Quist', 'Torvald Quist', 'Ines Okafor'].map((name, index) => ({
      ...person({ name, ...shared }),
      id: `${index}`,
    }));
    expect([...findPairs(rows)].map(({ a, b, class: of }) => [a, b, of])).toEqual([['0', '1', 'likely']]);
  });

  it.each(['info@harbor-lane.example', 'sales.emea@harbor-lane.example', 'not an address'])(
    'are never merged by the address of a post, or by what is none: %s',
    (address) => {
      const one = person({ name: 'Torvald Quist', emails: [address] });
      expect(compareTwo(one, one).class).not.toBe('same');
    },
  );

  it('of one family, house and company are two', () => {
    const home = {
      company: 'Harbor Lane Ltd',
      phones: ['+47 22 33 44 55'],
      address: { street: '12 Fjord Lane', city: 'Bergen', postcode: '5003' },
    };
    const oda = person({ name: 'Oda Quist', ...home });
    expect(compareTwo(oda, person({ name: 'Torvald Quist', ...home })).class).toBe('none');
    const junior = person({ name: 'Oda Quist Jr', ...home, ...MAIL });
    expect(compareTwo(person({ name: 'Oda Quist Sr', ...home, ...MAIL }), junior).class).not.toBe('same');
    const older = person({ name: 'Oda Quist', birthDate: '1950-03-04', ...MAIL });
    expect(compareTwo(older, person({ name: 'Oda Quist', birthDate: '1981-11-20', ...MAIL })).class).not.toBe(
      'same',
    );
  });

  it('are found by phone, birth date and address without any e-mail', () => {
    const one = person({ name: 'Torvald Quist', phones: ['+47 22 33 44 55'] });
    expect(compareTwo(one, person({ name: 'Torvald Quist', phones: ['22334455 ext. 7'] })).reasons).toContain(
      'phone',
    );
    const born = person({ name: 'Torvald Quist', birthDate: '1981-03-04' });
    expect(compareTwo(born, person({ name: 'Thorvald Quist', birthDate: '19810304' }))).toMatchObject({
      class: 'likely',
      reasons: expect.arrayContaining(['birth', 'name-close']) as unknown,
    });
  });

  it('of a rare name score higher than those of a common one, by the records that are compared', () => {
    const crowd = Array.from({ length: 400 }, () => person({ name: 'Anna Berg' }));
    const born = { birthDate: '1981-03-04' };
    const rare = compareTwo(
      person({ name: 'Ottilie Quist', ...born }),
      person({ name: 'Ottilie Quist', ...born }),
      crowd,
    );
    const common = compareTwo(
      person({ name: 'Anna Berg', ...born }),
      person({ name: 'Anna Berg', ...born }),
      crowd,
    );
    expect(rare.score).toBeGreaterThan(common.score);
  });

  it('are not held apart by what one of them does not have', () => {
    const known = person({ name: 'Torvald Quist', ...MAIL });
    const more = {
      ...known,
      phones: ['+47 22 33 44 55'],
      birthDate: '1981-03-04',
      address: { city: 'Bergen' },
    };
    expect(compareTwo(known, more).score).toBe(compareTwo(known, known).score);
  });
});

describe('organizations', () => {
  it.each([
    ['Copperline Robotics', 'COPPERLINE ROBOTICS, Inc.'],
    ['Nordlys Måling AS', 'Nordlys Maling'],
    ['Ibáñez y Hijos, S.A. de C.V.', 'Ibanez e Hijos SA'],
    ['Quist GmbH & Co. KG', 'Quist'],
    ['Zlatna Ribica d.o.o.', 'Zlatna Ribica'],
    ['Harbor Lane Pty Ltd', 'Harbour Lane'],
  ])('are one whatever the legal form: %s and %s', (a, b) => {
    expect(compareTwo(company({ name: a }), company({ name: b })).class).toBe('likely');
  });

  it('of one name and another website are two, and of one website offered', () => {
    const lane = company({ name: 'Harbor Lane', domain: 'harbor-lane.example' });
    expect(
      compareTwo(lane, company({ name: 'Harbor Lane Inc', domain: 'https://harborlane.example/about' }))
        .class,
    ).toBe('none');
    const same = compareTwo(
      lane,
      company({ name: 'Harbor Lane Inc', domain: 'https://www.harbor-lane.example/about' }),
    );
    expect(same).toMatchObject({
      class: 'likely',
      reasons: expect.arrayContaining(['company', 'site']) as unknown,
    });
  });

  it('are told nothing by pages at a host that serves everybody', () => {
    const page = { domain: 'https://facebook.com/pages' };
    expect(
      compareTwo(company({ name: 'Harbor Lane', ...page }), company({ name: 'Copperline', ...page })).class,
    ).toBe('none');
    const other = company({ name: 'Harbor Lane', domain: 'harbor-lane.example' });
    expect(compareTwo(company({ name: 'Harbor Lane', ...page }), other).against).toEqual([]);
  });

  it('are never merged by themselves, and are no people', () => {
    const lane = company({ name: 'Harbor Lane', domain: 'harbor-lane.example', ...MAIL });
    expect(compareTwo(lane, lane).class).toBe('likely');
    expect(compareTwo(lane, person({ name: 'Harbor Lane', ...MAIL })).class).toBe('none');
  });

  it('at one address are one however the street is abbreviated, branches in other streets are not', () => {
    const at = (street: string, name = 'Copperline Garden Cafe') =>
      company({ name, address: { street, city: 'Chicago' } });
    expect(compareTwo(at('7 N. Homan Avenue'), at('7 North Homan Ave.', 'Copperline Cafe')).class).toBe(
      'likely',
    );
    expect(
      compareTwo(at('7 N. Homan Avenue'), {
        ...at('2200 Racine Boulevard'),
        address: { street: '2200 Racine Boulevard', city: 'Bergen' },
      }).class,
    ).toBe('none');
  });
});
