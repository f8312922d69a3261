import { expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';

test('ids are version 7 UUIDs and none is made twice', () => {
  const ids = Array.from({ length: 20_000 }, () => uuidv7());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test('ids of one millisecond sort in the order they were made', () => {
  const ids = Array.from({ length: 2_000 }, () => uuidv7(1_767_225_600_000));
  expect(ids.toSorted()).toEqual(ids);
});

test('an id carries its time', () => {
  const at = Date.UTC(2026, 0, 1);
  expect(Number.parseInt(uuidv7(at).replace('-', '').slice(0, 12), 16)).toBe(at);
});
