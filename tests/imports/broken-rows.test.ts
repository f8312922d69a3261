import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  readBatches,
  type Batch,
  type ByteSource,
  type Layout,
} from '../../server/features/imports/csv/reader.ts';
import { MAX_CELL } from '../../server/features/imports/csv/row.ts';
import { inPieces, rowsIn } from './files.ts';

const layoutOf = (given: Partial<Layout>): Layout => ({
  encoding: 'utf-8',
  delimiter: ',',
  escape: 'double',
  width: 3,
  dataStart: { byteOffset: 0, rowNo: 0, lineNo: 1 },
  footerAt: null,
  ...given,
});

describe('broken quotes', () => {
  it.each([
    ['a stray quote', 'Hey, "x"\n1,"Hey, I missed " it",3\n4,5,6\n', ['1', 'Hey, I missed " it', '3']],
    ['text behind a closing quote', 'x\n1,"value"x,3\n4,5,6\n', ['1', 'valuex', '3']],
    ['a quote never closed', 'x\n1,"never closed,3\n4,5,6\n', ['1', '"never closed', '3']],
    ['a quote closed only by the next row’s', 'x\n1,2,"open\n4,5,"six"\n', ['1', '2', '"open']],
    ['a quote inside a bare cell', 'x\n1,6" pipe,3\n4,5,6\n', ['1', '6" pipe', '3']],
    ['blanks around quotes', 'x\n1, "a,b" ,3\n4,5,6\n', ['1', 'a,b', '3']],
  ])('%s harms its own cell alone', async (_what, text, want) => {
    const from = { byteOffset: text.indexOf('\n') + 1, rowNo: 0, lineNo: 2 };
    const rows = await rowsIn(Buffer.from(text), layoutOf({ dataStart: from }));
    expect(rows[0]?.cells).toEqual(want);
    expect(rows).toHaveLength(2);
  });
});

describe('sizes', () => {
  it('cuts a cell over a megabyte and says so, whatever the pieces', async () => {
    const text = `1,${'x'.repeat(MAX_CELL + 5)},3\n4,5,6\n`;
    for (const piece of [70_000, 900_001]) {
      const [long, next] = await rowsIn(Buffer.from(text), layoutOf({}), { piece });
      expect(long?.faults).toEqual([{ code: 'cell_too_long', column: 1 }]);
      expect(long?.cells[1]).toHaveLength(MAX_CELL);
      expect(next?.cells).toEqual(['4', '5', '6']);
    }
  });

  it.each([
    ['bare', `1,${'x'.repeat(9_000_000)},3\n`],
    ['quoted and never closed', `1,"${'x'.repeat(9_000_000)}\n`],
  ])('drops the rest of an endless %s row and goes on behind it', async (_kind, row) => {
    const bytes = Buffer.from(`${row}4,5,6\n7,8,9\n`);
    const seen: Batch[] = [];
    for await (const batch of readBatches(inPieces(bytes, 300_000), layoutOf({}), { batch: 2 }))
      seen.push(batch);
    const rows = seen.flatMap((batch) => batch.rows);
    expect(rows.map(({ rowNo, lineNo, cells }) => [rowNo, lineNo, cells.length])).toEqual([
      [1, 1, rows[0]?.cells.length],
      [2, 2, 3],
      [3, 3, 3],
    ]);
    expect(rows[0]?.faults.map(({ code }) => code)).toContain('row_too_long');
    expect(await rowsIn(bytes, layoutOf({}), { from: seen[0]?.next })).toMatchObject([
      { cells: ['7', '8', '9'] },
    ]);
  });

  it('gives a row of a million cells as one that has too many', async () => {
    const [row] = await rowsIn(Buffer.from(`${','.repeat(1_000_000)}\n`), layoutOf({}));
    expect(row?.faults).toEqual([{ code: 'too_many_cells', column: null }]);
    expect(row?.cells.length).toBeLessThan(600);
  });

  it('needs no more memory for two hundred thousand rows than for twenty thousand', async () => {
    const row = Buffer.from(
      '4563,Denson,"Maurice, The Pants Man",David Love,gary@example.com,660-485-0224,Education\n',
    );
    const source = (times: number): ByteSource =>
      async function* rows() {
        for (let at = 0; at < times; at += 1000) yield Buffer.concat(Array.from({ length: 1000 }, () => row));
      };
    // what is held, not what waits to be swept: that depends on the file that ran before this one
    setFlagsFromString('--expose-gc');
    const sweep = runInNewContext('gc') as () => void;
    const peak = async (times: number): Promise<number> => {
      let most = 0;
      let count = 0;
      for await (const { rows } of readBatches(source(times), layoutOf({ width: 7 }), { batch: 2000 })) {
        count += rows.length;
        if (count % 10_000 > 0) continue;
        sweep();
        most = Math.max(most, process.memoryUsage().heapUsed);
      }
      expect(count).toBe(times);
      return most;
    };
    await peak(20_000);
    const small = await peak(20_000);
    expect(await peak(200_000)).toBeLessThan(small + 20 * 1024 * 1024);
  });
});
