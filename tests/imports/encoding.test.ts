import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../app/contracts/imports.ts';
import { detectIn, encode, fixture, tableIn } from './files.ts';

const NAMES: Partial<Record<Encoding, string[]>> = {
  'utf-8': ['Zoë Müller', 'Ngô 🇻🇳', '山田花子', 'Анна Иванова'],
  'windows-1252': [
    'Zoë Müller',
    'José Núñez',
    'Þór Einarsson',
    'L’Oréal',
    'Société Générale',
    'São Paulo',
    '“Angebot” für 5 €',
  ],
  'windows-1250': ['Łukasz Żółć', 'Jiří Dvořák', 'Święty Paweł', 'Győr', 'Černý', 'Škoda', 'Wałęsa'],
  'windows-1251': ['Анна Сергеевна Иванова', 'Москва', 'ООО Ромашка', 'Щукин', 'директор по продажам'],
  'koi8-r': ['Анна Сергеевна Иванова', 'Москва', 'ООО Ромашка', 'Дмитрий', 'Петров'],
  'iso-8859-7': ['Ελένη Παπαδοπούλου', 'Αθήνα', 'Νικόλαος', 'Γιώργος'],
  macintosh: ['Zoë Müller', 'José Núñez', 'Façade', 'São Paulo', 'L’Oréal', 'Größe'],
  shift_jis: ['山田花子', '株式会社サンプル', '東京都', '電話希望'],
  gb18030: ['王小明', '北京市', '示例有限公司', '上海', '张伟'],
  'utf-16le': ['Zoë Müller', '山田花子', 'Анна'],
  'utf-16be': ['Zoë Müller', '山田花子', 'Анна'],
};

const csvOf = (names: string[]): string =>
  ['Name,Email', ...names.map((name, at) => `${name},p${at}@example.com`), ''].join('\r\n');

describe('the encoding of a file', () => {
  it.each(Object.entries(NAMES) as [Encoding, string[]][])(
    'is seen to be %s from its names',
    async (encoding, names) => {
      const { detected, cells } = await tableIn(encode(csvOf(names), encoding));
      expect(detected.encoding).toBe(encoding);
      expect(cells.map(([name]) => name)).toEqual(names);
    },
  );

  it('is found where the first letter beyond ASCII stands deep in the file', async () => {
    const plain = Array.from({ length: 20_000 }, (_, at) => `Ann ${at}`);
    const bytes = encode(csvOf([...plain, 'Zoë Müller', 'José Núñez', 'Größe']), 'windows-1252');
    expect((await detectIn(bytes)).encoding).toBe('windows-1252');
    expect((await detectIn(encode(csvOf([...plain, 'Zoë']), 'utf-8'))).encoding).toBe('utf-8');
  });

  it('stays UTF-8 where a few bytes of many are damaged, and says that it is not sure', async () => {
    const bytes = Buffer.concat([
      encode(csvOf(Array.from({ length: 50 }, () => 'Zoë Müller')), 'utf-8'),
      Buffer.from([0x41, 0xfc, 0x2c, 0x0a]),
    ]);
    expect(await detectIn(bytes)).toMatchObject({ encoding: 'utf-8', encodingSure: false });
  });

  it('can be chosen, and the names follow', async () => {
    const bytes = encode(csvOf(['Zoë']), 'utf-8');
    const { cells } = await tableIn(bytes, { encoding: 'windows-1252' });
    expect(cells[0]?.[0]).toBe('ZoÃ«');
  });

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'import.pdf'],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'import.xml'],
    ['JSON', Buffer.from('[{"name": "Ann"}]'), 'import.json'],
    ['a vCard', Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\n'), 'import.vcard'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), 'import.gzip'],
    ['old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'import.xls'],
    [
      'a picture',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(200, 3)]),
      'import.binary',
    ],
  ])('%s is refused as what it is', async (_what, bytes, slug) => {
    await expect(detectIn(bytes)).rejects.toMatchObject({ status: 415, slug });
  });

  it.each([
    ['', 'nothing'],
    ['  \r\n \n', 'blanks'],
  ])('%j is refused as empty: %s', async (text) => {
    await expect(detectIn(Buffer.from(text))).rejects.toMatchObject({ status: 422, slug: 'import.empty' });
  });

  it.each(['contacts_vcard3.vcf'])('%s is refused as a vCard', async (name) => {
    await expect(detectIn(fixture(`crm-vendor-exports/${name}`))).rejects.toMatchObject({
      slug: 'import.vcard',
    });
  });
});
