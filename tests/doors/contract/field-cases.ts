// The cases of custom fields.
import { insertField } from '../../support/custom-fields.ts';
import { changed, operationAt, reads, type Case } from './case.ts';
import type { Call } from './world.ts';

const onField =
  (rest: Partial<Call> = {}): Case['good'] =>
  async (_world, tenant) => ({ as: tenant.admin, path: { id: await insertField(tenant) }, ...rest });

const replace = onField({ body: { version: 1, label: 'Renewal date', type: 'date' } });
// not required: every lead made in this world later would be asked for it
const update = onField({ body: { version: 1, label: 'Tier', required: false, position: 1 } });
const create = { noun: 'lead', label: 'Tier', type: 'select', choices: [{ label: 'Gold' }] };

export const fieldCases: Record<string, Case> = {
  'customFields.list': reads({ noun: 'lead' }),
  'customFields.get': { good: onField() },
  'customFields.create': {
    good: (_world, { admin }) => ({ as: admin, body: create }),
    others: {
      409: async (world) => {
        const call = { as: world.here.admin, body: { ...create, key: 'twice' } };
        await world.send(operationAt('POST', '/fields'), call);
        return call;
      },
    },
  },
  'customFields.replace': {
    good: replace,
    others: { 409: changed(replace, { body: { version: 7, label: 'Late', type: 'date' } }) },
  },
  'customFields.update': { good: update, others: { 409: changed(update, { body: { version: 7 } }) } },
};
