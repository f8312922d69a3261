// The same list is written the same way, however its address came about: what is not is "edited".
import { expect, it } from 'vitest';
import { leadGrammar } from '../../app/contracts/leads.ts';
import { listRequest, writtenList } from '../../app/edge/list.server.ts';

const written = (search: string): string =>
  writtenList(listRequest(new URL(`http://here.test/leads${search}`), leadGrammar).state);

it.each([
  ['?stage=working&stage=new&owner=me', 'f=owner.is.me&f=stage.in.new%2Cworking'],
  ['?f=stage.in.new,working&f=owner.is.me', 'f=owner.is.me&f=stage.in.new%2Cworking'],
  ['?owner=me&match=any&f=score.gte.50', 'any=owner.is.me&any=score.gte.50'],
  ['?any=score.gte.50&any=owner.is.me', 'any=owner.is.me&any=score.gte.50'],
  ['?q=acme&sort=-score&cols=name&cols=score&stage=', 'q=acme&sort=-score&cols=name%2Cscore'],
  ['?view=hot&after=&peek=x&limit=10', ''],
])('%s is written as %s', (search, list) => {
  expect(written(search)).toBe(list);
});

it('a column that there is not is refused by its name, with those there are', () => {
  expect(() => written('?cols=name,shoe')).toThrow(/Unknown column "shoe". Allowed: name, company/);
});
