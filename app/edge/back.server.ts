// Where a form on a record's page leads to when it is done.
import { placed } from '../features/records/place.tsx';
import { paths, type RecordNoun } from '../paths.ts';
import type { Page } from './page.server.ts';

/** The page of the record that a form was posted to, in the list one looks through. */
export const backTo = (noun: RecordNoun, { params, url }: Pick<Page, 'params' | 'url'>): string =>
  placed(paths.record(noun, params.id ?? ''), url.searchParams.get('list'));
