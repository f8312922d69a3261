// The people of a tenant as every door shows them. Who they are at sign-in is accounts.ts; asking them in is invites.ts.
import { z } from 'zod';
import { id, requiredText, timestamp, version } from './fields.ts';
import { listOutput, type FilterFields } from './list.ts';

export const USER_STATUSES = ['active', 'invited', 'disabled'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const userFilters = {
  status: { kind: 'choice', label: 'Status', choices: USER_STATUSES },
} as const satisfies FilterFields;
export const userSorts = ['name', 'last_login_at'] as const;
export type UserSort = (typeof userSorts)[number];
export const userGrammar = { fields: userFilters, sorts: userSorts, defaultSort: 'name' } as const;

export const userItem = z.object({
  id,
  name: z.string(),
  email: z.string(),
  status: z.enum(USER_STATUSES),
  roles: z.array(z.object({ key: z.string(), name: z.string() })),
  /** when they last signed in to this tenant */
  lastLoginAt: timestamp.nullable(),
  createdAt: timestamp,
  version: z.number().int(),
});

export const userList = listOutput(userItem);

export const userDetail = userItem.extend({
  /** nobody else could administer the tenant: this one can neither be disabled nor lose the role */
  isLastAdmin: z.boolean(),
});

export const userPatch = z.strictObject({ id, version, name: requiredText(100, 'Name').optional() });
export const userSaved = z.object({ id, version: z.number().int() });

/** The open sessions of one person in this tenant. */
export const userSessions = z.object({
  id,
  open: z.number().int(),
  /** to within ten minutes */
  lastUsedAt: timestamp,
});

export type UserItem = z.output<typeof userItem>;
export type UserDetail = z.output<typeof userDetail>;
export type UserSessions = z.output<typeof userSessions>;
