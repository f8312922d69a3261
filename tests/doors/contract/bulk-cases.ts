// How bulk edits are called: of any noun, and an edit by itself.
import { makeLead, makePerson } from '../../support/factories.ts';
import { operationAt, type Case, type Recipe } from './case.ts';
import type { Call } from './world.ts';

const NOWHERE = '01a20791-07ca-73a0-8460-cc9b44663157';

const to = (body: unknown): Case => ({
  good: (_world, { admin }) => ({ as: admin, body }),
  others: {
    404: ({ here }) => ({ as: here.admin, body: { ...(body as object), do: 'assign', to: NOWHERE } }),
  },
});

/** The operations that a noun's router takes from bulk edits; an owner who is not there is a 404. */
export const bulkCases = (plural: string): Record<string, Case> => ({
  [`${plural}.bulk`]: to({ ids: [NOWHERE], do: 'archive' }),
  [`${plural}.bulkAll`]: to({ list: 'q=ada', do: 'archive' }),
});

export const taskBulkCases: Record<string, Case> = {
  'tasks.bulk': to({ ids: [NOWHERE], do: 'done' }),
  'tasks.bulkAll': to({ list: 'bucket=overdue', do: 'done' }),
};

/** An edit of the admin's own. */
const onEdit: Case['good'] = async (world, tenant) => {
  const call: Call = { as: tenant.admin, body: { ids: [await makeLead(tenant)], do: 'archive' } };
  const { text } = await world.send(operationAt('POST', '/leads/bulk'), call);
  return { as: tenant.admin, path: { id: (JSON.parse(text) as { id: string }).id } };
};

/** The edit of somebody who holds no role any more. */
const demoted: Recipe = async (world) => {
  const admin = await makePerson(world.here, 'admin');
  const call = await onEdit(world, { ...world.here, admin });
  await world.database.admin`delete from crm.user_roles where user_id = ${admin.userId}`;
  return call;
};

export const editCases: Record<string, Case> = {
  'bulk.get': { good: onEdit, others: { 403: demoted } },
  'bulk.undo': {
    good: onEdit,
    others: {
      403: demoted,
      409: async (world) => {
        const call = await onEdit(world, world.here);
        await world.send(operationAt('POST', '/bulk/{id}/undo'), call);
        return call;
      },
    },
  },
};
