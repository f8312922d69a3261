// Who stands above whom. Pure.
import { covers } from '../roles/roles.rules.ts';

/** Whether whoever holds `held` may do everything of `theirs`. */
export const isWithin = (held: readonly string[], theirs: readonly string[]): boolean =>
  theirs.every((permission) => covers(held, permission));
