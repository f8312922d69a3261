import { describe, expect, it } from 'vitest';
import { toAppError } from '../../server/errors.ts';
import { boundaryOf, fieldText, partsOf } from '../../server/http/multipart.ts';
import { BOUNDARY, csv, formBytes } from './form.ts';
import { inPieces } from './files.ts';

const HEAD = 'Content-Disposition: form-data; name="a"';

/** Every part with its content, read from pieces of one size. */
async function read(body: Uint8Array, piece = 65_536): Promise<[string, string | null, string][]> {
  const found: [string, string | null, string][] = [];
  for await (const part of partsOf(inPieces(body, piece)(0), BOUNDARY))
    found.push([part.name, part.fileName, await fieldText(part, 1e6)]);
  return found;
}

const refusal = (body: string): Promise<{ code: string; slug: string }> =>
  read(Buffer.from(body)).then(
    () => Promise.reject(new Error('It was read')),
    (error: unknown) => toAppError(error),
  );

describe('a form', () => {
  const content = 'name,note\r\n"Ada","--a-boundary"\r\n--a-boundary-of-the-tesT\r\n';
  const form = formBytes([
    { name: 'policy', value: 'skip' },
    csv(content, 'año \\ 50%22.csv'),
    { name: 'empty', value: '' },
  ]);

  it.each([1, 2, 3, 7, 26, 65_536])('is the same in pieces of %i bytes', async (piece) => {
    expect(await read(form, piece)).toEqual([
      ['policy', null, 'skip'],
      ['file', 'año \\ 50".csv', content],
      ['empty', null, ''],
    ]);
  });

  it('goes on behind a part that nobody read, wherever the reading stopped', async () => {
    const names: string[] = [];
    for await (const part of partsOf(inPieces(form, 5)(0), BOUNDARY)) {
      names.push(part.name);
      if (part.name === 'file') await part.body[Symbol.asyncIterator]().next();
    }
    expect(names).toEqual(['policy', 'file', 'empty']);
  });

  it('holds no more of a file than a boundary’s length', async () => {
    const sizes: number[] = [];
    const body = formBytes([csv(Buffer.alloc(1_000_000, 'x'))]);
    for await (const part of partsOf(inPieces(body, 10_000)(0), BOUNDARY))
      for await (const piece of part.body) sizes.push(piece.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000 + BOUNDARY.length + 4);
  });
});

describe('refused as malformed, with 400', () => {
  it.each([
    ['nothing', ''],
    ['another boundary', '--other\r\n'],
    ['a preamble', `hello\r\n--${BOUNDARY}--`],
    ['an end within a boundary', `--${BOUNDARY.slice(0, 4)}`],
    ['an end behind a boundary', `--${BOUNDARY}\r\n`],
    ['an end within a head', `--${BOUNDARY}\r\n${HEAD}`],
    ['an end within a part', `--${BOUNDARY}\r\n${HEAD}\r\n\r\nhalf`],
    ['a boundary that goes on', `--${BOUNDARY}\r\n${HEAD}\r\n\r\nx\r\n--${BOUNDARY}zz`],
    ['a part without a name', `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['a part that is no field', `--${BOUNDARY}\r\nContent-Type: text/csv\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['a head line that is none', `--${BOUNDARY}\r\n${HEAD}\r\n: x\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['a folded head line', `--${BOUNDARY}\r\n${HEAD};\r\n filename="x"\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['a head said twice', `--${BOUNDARY}\r\n${HEAD}\r\n${HEAD}\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['base64', `--${BOUNDARY}\r\n${HEAD}\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['a head without end', `--${BOUNDARY}\r\n${HEAD}${'x'.repeat(9000)}\r\n\r\nx\r\n--${BOUNDARY}--`],
    ['21 parts', `${`--${BOUNDARY}\r\n${HEAD}\r\n\r\nx\r\n`.repeat(21)}--${BOUNDARY}--`],
  ])('%s', async (_what, body) => {
    expect(await refusal(body)).toMatchObject({ code: 'BadRequest', slug: 'upload.malformed' });
  });

  it('a field that is too long or not UTF-8', async () => {
    for (const value of ['x'.repeat(11), Buffer.from([0xff, 0xfe])]) {
      const [part] = await Array.fromAsync(
        partsOf(inPieces(formBytes([{ name: 'a', value }]))(0), BOUNDARY),
        (each) => fieldText(each, 10).catch(toAppError),
      );
      expect(part).toMatchObject({ slug: 'upload.malformed' });
    }
  });
});

describe('the boundary', () => {
  it('is read from the type, quoted or not', () => {
    expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc');
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; Boundary="a-b"')).toBe('a-b');
  });

  it.each([undefined, 'text/csv', 'application/json', 'multipart/mixed; boundary=abc'])(
    'of %s is a 415',
    (type) => {
      expect(() => boundaryOf(type)).toThrow(expect.objectContaining({ code: 'UnsupportedMediaType' }));
    },
  );

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
  ])('of %s is a 400', (type) => {
    expect(() => boundaryOf(type)).toThrow(expect.objectContaining({ code: 'BadRequest' }));
  });
});
