// What every noun with a list can do besides listing: its router spreads these in. `...listing('leads', leadsList)`.
import { z } from 'zod';
import { id } from '../../app/contracts/fields.ts';
import { listInput, parseListQuery } from '../../app/contracts/list.ts';
import { tenant } from '../trpc/procedures.ts';
import type { ListOf } from './list.ts';
import { findNeighbours } from './neighbours.ts';

const neighbours = z.object({ previous: id.nullable(), next: id.nullable() });

export const listing = (
  plural: string,
  list: ListOf & { noun: 'lead' | 'contact' | 'organization' | 'opportunity' },
) => ({
  neighbours: tenant(`${list.noun}:read`, {
    rest: {
      method: 'GET',
      path: `/${plural}/{id}/neighbours`,
      summary: `The ${plural} in front of and behind one, in a list`,
      description:
        'The list is said as it is to the list itself: `q`, `f`, `any`, `sort` and the shorthands.',
      tags: [plural],
    },
    errors: ['NotFound'],
  })
    .input(
      listInput.omit({ limit: true, pageSize: true, after: true, before: true, page: true }).extend({ id }),
    )
    .output(neighbours)
    .query(({ ctx, input: { id, ...asked } }) =>
      findNeighbours(ctx.tx, parseListQuery(asked, list.grammar), list, id),
    ),
});
