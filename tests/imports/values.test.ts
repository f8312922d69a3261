import { describe, expect, it } from 'vitest';
import { dateOrderOf, readDate } from '../../server/features/imports/values/dates.ts';
import { readEmail } from '../../server/features/imports/values/emails.ts';
import { countryCode } from '../../server/features/imports/values/countries.ts';
import { readNumber, usesDecimalComma } from '../../server/features/imports/values/numbers.ts';
import { readPhone } from '../../server/features/imports/values/phones.ts';
import { emptyRule } from '../../server/features/imports/values/placeholders.ts';
import { flagOf, fullName } from '../../server/features/imports/values/texts.ts';
import { fixture, planOf, tableIn } from './files.ts';

describe('dates', () => {
  it.each([
    ['16 Apr, 2021 00:02:00', '2021-04-16T00:02:00.000Z'],
    ['Apr 3, 2026', '2026-04-03T00:00:00.000Z'],
    ['2026-04-03T23:30:00-05:00', '2026-04-04T04:30:00.000Z'],
    ['2026-11-20 14:00', '2026-11-20T14:00:00.000Z'],
    ['2022-05-25 10.39.15', '2022-05-25T10:39:15.000Z'],
    ['01 Mar 2026', '2026-03-01T00:00:00.000Z'],
    ['10-oct-2001', '2001-10-10T00:00:00.000Z'],
    ['1. März 2020', '2020-03-01T00:00:00.000Z'],
    ['3 de marzo de 2021', '2021-03-03T00:00:00.000Z'],
    ['2021年4月16日', '2021-04-16T00:00:00.000Z'],
    ['4/5/2021 3:07 PM', '2021-05-04T15:07:00.000Z'],
    ['12/1/2021 12:30 am', '2021-01-12T00:30:00.000Z'],
    ['31/02/2026', null],
    ['0000-00-00', null],
    ['2026-04-03 25:00', null],
    ['soon', null],
  ])('%s is %s when days come first', (typed, want) => {
    expect(readDate(typed, 'DMY', 'UTC')).toBe(want);
  });

  it.each([
    ['a day above twelve first', ['03/04/2026', '13/04/2026'], 'DMY'],
    ['a day above twelve second', ['2/26/2018 19:58', '6/5/2018 17:27'], 'MDY'],
    ['dots', ['03.04.2026', '05.06.2026'], 'DMY'],
    ['ISO dates', ['2026-04-03', '2026-04-04'], 'YMD'],
    ['neither', ['03/04/2026', '05/06/2026'], 'ambiguous'],
    ['both', ['13/04/2026', '04/13/2026'], 'ambiguous'],
    ['no dates', ['Ann', 'Lee'], 'none'],
  ])('%s in a column makes it %s → %s', (_what, values, order) => {
    expect(dateOrderOf(values)).toBe(order);
  });

  it('without an offset are in the zone of the tenant, summer time included', () => {
    expect(readDate('2026-01-15 09:00', 'YMD', 'America/New_York')).toBe('2026-01-15T14:00:00.000Z');
    expect(readDate('2026-07-15 09:00', 'YMD', 'America/New_York')).toBe('2026-07-15T13:00:00.000Z');
    expect(readDate('2026-03-29 03:30', 'YMD', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('numbers', () => {
  it.each([
    ['1,234.5', false, 1234.5],
    ['1.234,5', true, 1234.5],
    ['$22,700.00', false, 22_700],
    ['(500)', false, -500],
    ['42 %', false, 42],
    ["1'000", false, 1000],
    ['Hot', false, null],
  ])('%s (decimal comma: %s) is %s', (typed, comma, want) => {
    expect(readNumber(typed, comma)).toBe(want);
  });

  it('are seen to use a comma by what stands behind it', () => {
    expect(usesDecimalComma(['1,5', '2,25', '1.000'])).toBe(true);
    expect(usesDecimalComma(['1,500', '2,250.50'])).toBe(false);
  });
});

interface Address {
  address: string;
  category: string;
}

describe('e-mail cells', () => {
  const cases = JSON.parse(fixture('isemail/emails_isemail.json').toString()) as Address[];
  const accepted = (category: string): Address[] =>
    cases.filter((given) => given.category === category && readEmail(given.address).email !== null);

  it('none of the 66 invalid addresses of isemail is taken, and at least eleven of the valid ones are', () => {
    expect(cases.filter(({ category }) => category === 'ISEMAIL_ERR')).toHaveLength(66);
    // Line ends around a cell are no part of it; what is left without them is judged.
    expect(accepted('ISEMAIL_ERR').filter(({ address }) => address.trim() === address)).toEqual([]);
    expect(accepted('ISEMAIL_ERR').every(({ address }) => address.trim() === 'test@iana.org')).toBe(true);
    expect(accepted('ISEMAIL_VALID_CATEGORY').length).toBeGreaterThanOrEqual(11);
  });

  it.each([
    ['Ann Lee <ann@example.com>', 'ann@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    [' Ann@EXAMPLE.com\u3000', 'Ann@example.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@example.com; bob@example.com', 'ann@example.com'],
  ])('%s gives %s', (cell, want) => {
    expect(readEmail(cell).email).toBe(want);
  });

  it('name the further addresses of a cell', () => {
    expect(readEmail('ann@example.com, bob@example.com').others).toEqual(['bob@example.com']);
  });

  it.each([
    ['ann@example,com', 'ann@example.com'],
    ['ann @example.com', 'ann@example.com'],
    ['ann(at)example.com', 'ann@example.com'],
    ['ann@@example.com', 'ann@example.com'],
    ['ann@example.com.', null],
    ['not an address', null],
  ])('%s is refused or repaired only by asking: %s', (cell, meant) => {
    const read = readEmail(cell);
    if (meant) expect(read).toEqual({ email: null, others: [], meant });
    else expect(read.email === null || read.email === 'ann@example.com').toBe(true);
  });
});

describe('phone cells', () => {
  // Numbers of the examples that their countries have withdrawn since the examples were written.
  const WITHDRAWN = new Set(['+22985751234', '+22981123456', '+2631312345']);

  it('give the stated E.164 form for every region', async () => {
    const { cells } = await tableIn(fixture('derived-edge/phones_libphonenumber_examples.csv'));
    expect(cells).toHaveLength(992);
    const wrong = cells.filter(([region = '', code = '', , national = '', e164]) => {
      // Numbers of no country are dialled with their code.
      const typed = region === '001' ? `${code}${national}` : national;
      return readPhone(typed, region).e164 !== e164;
    });
    expect(wrong.map(([, , , , e164]) => e164).filter((e164) => !WITHDRAWN.has(e164 ?? ''))).toEqual([]);
  });

  it.each([
    ['0049 30 901820', 'US', '+4930901820'],
    ['+49 (0)30 901820', 'US', '+4930901820'],
    ["'+49 30 901820", 'US', '+4930901820'],
    ['4155550132.0', 'US', '+14155550132'],
    ['(415) 555-0132 ext. 7', 'US', '+14155550132;ext=7'],
    ['030 901820', 'DE', '+4930901820'],
    ['555', 'US', null],
  ])('%s in %s is %s', (cell, country, want) => {
    expect(readPhone(cell, country).e164).toBe(want);
  });

  it('keep what was typed, and say where a spreadsheet has rounded it', () => {
    expect(readPhone('4.9E+11', 'DE')).toEqual({ phone: '4.9E+11', e164: null, damaged: true });
    expect(readPhone('ask Bob', 'DE').phone).toBe('ask Bob');
  });

  it.each([
    ['Germany', 'DE'],
    ['Deutschland', 'DE'],
    ['USA', 'US'],
    ['日本', 'JP'],
    ['fr', 'FR'],
    ['Atlantis', null],
  ])('know the country %s as %s', (typed, want) => {
    expect(countryCode(typed)).toBe(want);
  });
});

describe('placeholders', () => {
  const column = {
    filled: 200,
    placeholders: [
      { value: 'select', count: 90 },
      { value: 'none', count: 1 },
    ],
  };

  it.each([
    ['city', 'Select', true],
    ['industry', 'Select', true],
    ['industry', '--None--', true],
    ['company', 'None', false],
    ['company', '-', true],
    ['email', 'none', true],
    ['name', 'Select', false],
    ['lastName', 'N/A', false],
    ['lastName', 'Null', false],
    ['firstName', '-', true],
    ['source', 'Google', false],
  ] as const)('in a column of %s "%s" is nothing: %s', (field, cell, want) => {
    expect(emptyRule(field, column)(cell)).toBe(want);
  });
});

describe('names', () => {
  it('of every kind are saved unchanged, also Null, True and N/A', async () => {
    const bytes = fixture('derived-edge/names_international.csv');
    const { cells } = await tableIn(bytes);
    const { leads } = await planOf(bytes);
    expect(leads.map((lead) => [lead.name, lead.firstName ?? '', lead.lastName ?? ''])).toEqual(cells);
  });

  it('are put together as their script does', () => {
    expect(fullName('Ada', '', 'Lovelace')).toBe('Ada Lovelace');
    expect(fullName('花子', '', '山田')).toBe('山田 花子');
    expect(fullName('', '', 'Madonna')).toBe('Madonna');
    expect(fullName('John', 'Q.', 'Public')).toBe('John Q. Public');
  });

  it('of nothing that can be seen are none: the lead is called by what else its row has', async () => {
    const unseen = ['\u200b', '\u2060', '\u00ad', '\u0301', '\u3164', '\ufeff'];
    const rows = unseen.map((name, at) => `${name},Ada & Sons ${at}\r\n`);
    const { leads } = await planOf(Buffer.from(`Name,Company\r\n${rows.join('')}`));
    expect(leads.map(({ name }) => name)).toEqual(unseen.map((_name, at) => `Ada & Sons ${at}`));
  });

  it('with something invisible or wrongly decoded in them are marked', () => {
    expect(flagOf('Ann\u202eeel')).toBe('invisible');
    expect(flagOf('MÃ¼ller')).toBe('mojibake');
    expect(flagOf('👩‍💻 Müller')).toBeNull();
  });
});
