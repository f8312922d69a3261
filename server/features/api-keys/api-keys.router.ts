// Keys for programs: made, listed, replaced with an overlap, and ended.
import { z } from 'zod';
import {
  apiKeyInput,
  apiKeyItem,
  apiKeyRef,
  newApiKey,
  rotatedKey,
  rotateKeyInput,
} from '../../../app/contracts/api-keys.ts';
import { router, tenantSteps } from '../../trpc/procedures.ts';
import { refuseDryRun } from '../accounts/accounts.rules.ts';
import { createKey, listKeys, revokeKey, rotateKey } from './api-keys.actions.ts';

const tags = ['api-keys'];
const location = '/api/api-keys';
const noDryRun = true;

export const apiKeysRouter = router({
  list: tenantSteps('apikey:read', {
    rest: {
      method: 'GET',
      path: '/api-keys',
      summary: 'API keys, the newest first: the own ones, for those who may close accounts everybody’s',
      tags,
    },
  })
    .input(z.strictObject({}).optional())
    .output(z.object({ items: z.array(apiKeyItem) }))
    .query(async ({ ctx }) => ({ items: await listKeys(ctx.enter) })),

  create: tenantSteps('apikey:create', {
    rest: {
      method: 'POST',
      path: '/api-keys',
      summary: 'Make an API key; its text is shown this once',
      tags,
    },
    success: 201,
    location,
    noDryRun,
  })
    .input(apiKeyInput)
    .output(newApiKey)
    .mutation(({ ctx, input }) => {
      refuseDryRun(ctx);
      return createKey(ctx.enter, input);
    }),

  rotate: tenantSteps('apikey:create', {
    rest: {
      method: 'POST',
      path: '/api-keys/{id}/rotate',
      summary: 'Make another key in its place; the old one works on for some hours',
      tags,
    },
    success: 201,
    location,
    noDryRun,
    errors: ['NotFound', 'Conflict'],
  })
    .input(rotateKeyInput)
    .output(rotatedKey)
    .mutation(({ ctx, input }) => {
      refuseDryRun(ctx);
      return rotateKey(ctx.enter, input);
    }),

  revoke: tenantSteps('apikey:revoke', {
    rest: { method: 'DELETE', path: '/api-keys/{id}', summary: 'End an API key at once', tags },
    success: 204,
    noDryRun,
    errors: ['NotFound'],
  })
    .input(apiKeyRef)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await revokeKey(ctx.enter, input.id);
      return {};
    }),
});
