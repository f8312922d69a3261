// How operations about saved views are called.
import { changed, operationAt, reads, type Case } from './case.ts';
import type { Call } from './world.ts';

const newView: Case['good'] = (world, { admin }) => ({
  as: admin,
  body: { noun: 'lead', name: `View ${world.email()}`, list: 'f=owner.is.me&sort=-score' },
});

/** A call about a view of the caller's own. */
const onView =
  (rest: (id: string) => Partial<Call> = () => ({})): Case['good'] =>
  async (world, tenant) => {
    const call = await newView(world, tenant);
    const { text } = await world.send(operationAt('POST', '/views'), call);
    const { id } = JSON.parse(text) as { id: string };
    return { as: call.as, path: { id }, ...rest(id) };
  };

const rename = onView(() => ({ body: { version: 1, name: 'Called otherwise' } }));
const drop = onView(() => ({ query: { version: '1' } }));

export const viewCases: Record<string, Case> = {
  'views.list': reads({ noun: 'lead' }),
  'views.get': { good: onView() },
  'views.create': { good: newView },
  'views.update': {
    good: rename,
    others: { 409: changed(rename, { body: { version: 7, name: 'Once more' } }) },
  },
  'views.delete': { good: drop, others: { 409: changed(drop, { query: { version: '7' } }) } },
  'views.setDefault': { good: onView((id) => ({ path: {}, body: { noun: 'lead', id } })) },
};
