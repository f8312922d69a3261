// How operations about tags are called: those of the tenant, and those of a record of any noun.
import { changed, operationAt, reads, type Case, type Recipe } from './case.ts';
import type { Call } from './world.ts';

/** The operations that a noun's router takes from tags. */
export const taggingCases = (
  plural: string,
  on: (rest?: Partial<Call>) => Case['good'],
): Record<string, Case> => {
  return {
    [`${plural}.setTags`]: { good: on({ body: { tags: ['Hot', 'Trade fair'] } }) },
    [`${plural}.addTag`]: { good: on({ body: { name: 'Hot' } }) },
    [`${plural}.removeTag`]: {
      good: async (world, tenant) => {
        const call = await on()(world, tenant);
        const at = operationAt('POST', `/${plural}/{id}/tags`);
        const { text } = await world.send(at, { ...call, body: { name: 'Hot' } });
        return { ...call, path: { ...call.path, tagId: (JSON.parse(text) as { id: string }).id } };
      },
    },
  };
};

/** A call about a tag of the tenant's own. */
const onTag =
  (rest: (version: string) => Partial<Call> = () => ({})): Case['good'] =>
  async (world, { admin }) => {
    const body = { name: `Tag of ${world.email()}` };
    const { text } = await world.send(operationAt('POST', '/tags'), { as: admin, body });
    return { as: admin, path: { id: (JSON.parse(text) as { id: string }).id }, ...rest('1') };
  };

const newTag: Case['good'] = (world, { admin }) => ({ as: admin, body: { name: world.email() } });
const rename = onTag(() => ({ body: { version: 1, name: `Renamed ${Math.random()}` } }));
const drop = onTag((version) => ({ query: { version } }));

/** The tag, deleted, and another that took its name meanwhile. */
const takenTag: Recipe = async (world) => {
  const name = `Twice ${world.email()}`;
  const { admin } = world.here;
  const make = () => world.send(operationAt('POST', '/tags'), { as: admin, body: { name } });
  const call = { as: admin, path: { id: (JSON.parse((await make()).text) as { id: string }).id } };
  await world.send(operationAt('DELETE', '/tags/{id}'), { ...call, query: { version: '1' } });
  await make();
  return call;
};

export const tagCases: Record<string, Case> = {
  'tags.list': reads(),
  'tags.create': {
    good: newTag,
    others: {
      409: async (world) => {
        const call = await newTag(world, world.here);
        await world.send(operationAt('POST', '/tags'), call);
        return call;
      },
    },
  },
  'tags.update': {
    good: rename,
    others: { 409: changed(rename, { body: { version: 7, name: 'Renamed otherwise' } }) },
  },
  'tags.delete': { good: drop, others: { 409: changed(drop, { query: { version: '7' } }) } },
  'tags.restore': { good: onTag(), others: { 409: takenTag } },
};
