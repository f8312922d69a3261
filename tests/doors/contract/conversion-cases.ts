// How the operations of a conversion are brought to each of their codes.
import { changed, operationAt, type Case, type Recipe } from './case.ts';
import type { Call, World } from './world.ts';

type OnLead = (rest?: Partial<Call>) => Case['good'];

const CONVERT = operationAt('POST', '/leads/{id}/convert');

/** A lead that has been converted. */
const converted =
  (onLead: OnLead): Case['good'] =>
  async (world, tenant) => {
    const call = await onLead({ body: { version: 1 } })(world, tenant);
    const { status } = await world.send(CONVERT, call);
    if (status !== 200) throw new Error(`The lead was not converted: ${status}`);
    const { body: _, ...rest } = call;
    return rest;
  };

const again =
  (onLead: OnLead): Recipe =>
  async (world: World) =>
    converted(onLead)(world, world.here);

export function conversionCases(onLead: OnLead): Record<string, Case> {
  const convert = onLead({ body: { version: 1, firstName: 'Ada', opportunity: { title: 'Engine' } } });
  return {
    'leads.conversion': { good: onLead(), others: { 409: again(onLead) } },
    'leads.convert': { good: convert, others: { 409: changed(convert, { body: { version: 7 } }) } },
    'leads.revertConversion': {
      good: converted(onLead),
      others: { 409: async (world) => onLead()(world, world.here) },
    },
  };
}
