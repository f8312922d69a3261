// The people of a tenant: who they are, who is let in. Asking somebody in is invites'; what they may do is roles'.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { listInput, parseListQuery } from '../../../app/contracts/list.ts';
import {
  userDetail,
  userGrammar,
  userList,
  userPatch,
  userSaved,
  userSessions,
} from '../../../app/contracts/users.ts';
import { router, tenant, tenantSteps } from '../../trpc/procedures.ts';
import { refuseDryRun } from '../accounts/accounts.rules.ts';
import { disableUser, enableUser, endSessionsOf, getUser, renameUser, sessionsOf } from './users.actions.ts';
import { findUsers } from './users.queries.ts';

const tags = ['users'];
const idOnly = z.strictObject({ id });

export const usersRouter = router({
  list: tenant('user:read', { rest: { method: 'GET', path: '/users', summary: 'List people', tags } })
    .input(listInput)
    .output(userList)
    .query(({ ctx, input }) => findUsers(ctx.tx, parseListQuery(input, userGrammar))),

  get: tenant('user:read', {
    rest: { method: 'GET', path: '/users/{id}', summary: 'One person', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(userDetail)
    .query(({ ctx, input }) => getUser(ctx.tx, input.id)),

  update: tenant('user:update', {
    rest: { method: 'PATCH', path: '/users/{id}', summary: 'Change the name of a person', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(userPatch)
    .output(userSaved)
    .mutation(({ ctx, input }) => renameUser(ctx.tx, input)),

  disable: tenant('user:disable', {
    rest: { method: 'POST', path: '/users/{id}/disable', summary: 'Let somebody in no more', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idOnly)
    .output(userSaved)
    .mutation(({ ctx, input }) => disableUser(ctx.tx, input.id)),

  enable: tenant('user:disable', {
    rest: { method: 'POST', path: '/users/{id}/enable', summary: 'Let somebody in again', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idOnly)
    .output(userSaved)
    .mutation(({ ctx, input }) => enableUser(ctx.tx, input.id)),

  endSessions: tenantSteps('user:disable', {
    rest: {
      method: 'POST',
      path: '/users/{id}/end-sessions',
      summary: 'Sign somebody out of this tenant everywhere',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(z.object({ ended: z.number().int() }))
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      return { ended: await endSessionsOf(ctx.enter, ctx.edge.ip, input.id) };
    }),

  /** for the page that shows who is signed in */
  sessions: tenantSteps('user:disable')
    .input(z.strictObject({ ids: z.array(id).max(100) }))
    .output(z.object({ items: z.array(userSessions) }))
    .query(async ({ ctx, input }) => ({ items: await sessionsOf(ctx.enter, input.ids) })),
});
