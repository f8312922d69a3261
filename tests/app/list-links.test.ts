// The file of a list has the list's own filters, whichever way the address says them.
import { expect, it } from 'vitest';
import { exportAddress, listAddress, sharedAddress } from '../../app/features/records/list-links.ts';
import { listMark } from '../../app/features/records/place.tsx';

it.each([
  ['', ''],
  ['?view=hot&q=acme&sort=-name&after=x&cols=name&peek=1', '?q=acme&sort=-name'],
  [
    '?stage=new&stage=working&score.gte=50&f=owner.is.me',
    '?f=owner.is.me&f=stage.in.new%2Cworking&f=score.gte.50',
  ],
  ['?match=any&stage=new&f=owner.is.me', '?any=owner.is.me&any=stage.in.new'],
  ['?archived.is=', ''],
])('%s is exported as %s', (search, query) => {
  expect(exportAddress('leads', search)).toBe(`/api/leads.csv${query}`);
});

it('another order or filter starts at the first page again', () => {
  expect(listAddress('/leads', '?q=a&after=x&page=2&peek=1', { sort: 'name' })).toBe('/leads?q=a&sort=name');
});

it('a colleague is shown the same list from its beginning, under the name of a view they have', () => {
  const search = '?view=hot&q=a&cols=name&after=x&peek=1';
  expect(sharedAddress('/leads', search, false)).toBe('/leads?view=hot&q=a&cols=name');
  expect(sharedAddress('/leads', search, true)).toBe('/leads?q=a&cols=name');
  expect(sharedAddress('/leads', '?view=hot', true)).toBe('/leads');
});

it('the way back from a record leads to the view and the columns one came from', () => {
  expect(listMark('?view=hot&f=score.gte.50&cols=name&after=x&limit=10')).toBe(
    'view=hot&f=score.gte.50&cols=name',
  );
});
