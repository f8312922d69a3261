// What can be done with organizations, in the words of the product. SQL lives in organizations.queries.ts.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { listInput, parseListQuery } from '../../../app/contracts/list.ts';
import {
  organizationDetail,
  organizationGrammar,
  organizationList,
  organizationOptions,
} from '../../../app/contracts/organizations.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { notFound } from '../../errors.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findOwners } from '../users/owners.queries.ts';
import { findOrganization, findOrganizations } from './organizations.queries.ts';

const tags = ['organizations'];
const idOnly = z.strictObject({ id });

export const organizationsRouter = router({
  list: tenant('organization:read', {
    rest: { method: 'GET', path: '/organizations', summary: 'List organizations', tags },
  })
    .input(listInput)
    .output(organizationList)
    .query(({ ctx, input }) => findOrganizations(ctx.tx, parseListQuery(input, organizationGrammar))),

  options: tenant('organization:read')
    .input(z.void())
    .output(organizationOptions)
    .query(async ({ ctx }) => {
      const [owners, rights] = await Promise.all([findOwners(ctx.tx), fieldRightsOf(ctx.tx, 'organization')]);
      return { owners, ...rights };
    }),

  get: tenant('organization:read', {
    rest: { method: 'GET', path: '/organizations/{id}', summary: 'One organization', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(organizationDetail)
    .query(async ({ ctx, input }) => {
      const organization = await findOrganization(ctx.tx, input.id);
      if (!organization) throw notFound('organization');
      return organization;
    }),
});
