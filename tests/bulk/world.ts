// What the tests of bulk edits share: one database and API, and words for the calls.
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

export interface Result {
  id: string;
  asked: number;
  changed: number;
  refused: { id: string; reason: string }[];
  jobId?: string | null;
  slug?: string;
  details?: Record<string, string[]>;
}

export const NOBODYS = '01a20791-07ca-73a0-8460-cc9b44663157';

export async function openBulk(): Promise<{ database: TestDatabase; api: Api }> {
  return { database: await createTestDatabase({ isPatient: true }), api: await startApi() };
}

/** How many leads a list has. */
export const countOf = async (rest: Rest, query: string): Promise<number> =>
  (await rest<{ count: number }>('GET', `/leads?${query}`)).body.count;

export const bulk = (rest: Rest, body: Record<string, unknown>, many = 'leads') =>
  rest<Result>('POST', `/${many}/bulk`, body);

export const undo = (rest: Rest, id: string) => rest<Result>('POST', `/bulk/${id}/undo`);
