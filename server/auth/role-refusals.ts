// What is said when somebody breaks a rule about changing roles. The database keeps these rules and names the one broken;
// procedures that notice it first say the same.
import { AppError } from '../app-error.ts';

export const lastAdmin = (cause?: unknown): AppError =>
  new AppError('Conflict', 'role.last_admin', 'This is the last admin who can sign in, so they stay admin.', {
    hint: 'Make somebody else an admin first: without one nobody could give rights to anybody.',
    cause,
  });

export const ownRole = (cause?: unknown): AppError =>
  new AppError('Forbidden', 'role.own', 'You cannot change your own roles, nor a role you hold.', {
    hint: 'Ask an admin to change it.',
    cause,
  });

/** `what`: the permission, or the noun, of which one has too little oneself. */
export const beyondOwn = (what?: string, cause?: unknown): AppError =>
  new AppError(
    'Forbidden',
    'role.beyond_own',
    `You cannot give or take what you do not have yourself${what ? `: ${what}` : ''}.`,
    { hint: 'Ask an admin to do it.', ...(what && { data: { permission: what } }), cause },
  );

export const adminStays = (cause?: unknown): AppError =>
  new AppError('Conflict', 'role.admin_fixed', 'The role admin holds everything (admin:*), always.', {
    hint: 'Somebody must be able to undo any change of rights. Copy a role and give that one instead.',
    cause,
  });

export const seededStays = (cause?: unknown): AppError =>
  new AppError('Conflict', 'role.seeded', 'This role came with the tenant and cannot be deleted.', {
    hint: 'Invitations and sign-up build on it. You can change what it may do, or give it to nobody.',
    cause,
  });

export const roleInUse = (holders?: number, cause?: unknown): AppError =>
  new AppError(
    'Conflict',
    'role.in_use',
    holders === undefined ? 'Somebody holds this role.' : `${people(holders)} this role.`,
    {
      hint: 'Give them another role first, then delete this one.',
      ...(holders && { data: { holders } }),
      cause,
    },
  );

const people = (count: number): string => (count === 1 ? 'One person holds' : `${count} people hold`);

const roleGone = (cause: unknown): AppError =>
  new AppError('Conflict', 'role.gone', 'This role was deleted meanwhile.', {
    hint: 'Load the page again and choose another.',
    cause,
  });

const BY_RULE: Readonly<Record<string, (cause: unknown) => AppError>> = {
  role_last_admin: lastAdmin,
  role_own: ownRole,
  role_beyond_own: (cause) => beyondOwn(detailOf(cause), cause),
  role_admin_fixed: adminStays,
  role_seeded: seededStays,
  role_in_use: (cause) => roleInUse(undefined, cause),
  role_gone: roleGone,
};

/** The refusal for the rule that the database says was broken; undefined when it names none. */
export const refusalOfRule = (rule: string | undefined, cause: unknown): AppError | undefined =>
  rule !== undefined && Object.hasOwn(BY_RULE, rule) ? BY_RULE[rule]?.(cause) : undefined;

function detailOf(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if ('detail' in error && typeof error.detail === 'string') return error.detail;
  }
  return undefined;
}
