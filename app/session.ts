// What the frame's loader knows of the person, for any component below it. Controls are shown by it; the database decides.
import { useRouteLoaderData } from './remix.ts';

export interface Session {
  user: { id: string; name: string; email: string };
  tenant: { name: string };
  permissions: readonly string[];
  /** nouns of which every record is in sight */
  seesAll: readonly string[];
}

const NOBODY: Session = {
  user: { id: '', name: '', email: '' },
  tenant: { name: '' },
  permissions: [],
  seesAll: [],
};

export const useSession = (): Session => useRouteLoaderData<Session>('routes/app') ?? NOBODY;

/** Whether a set of permissions includes one, wildcards considered. */
export const holds = (permissions: readonly string[], permission: string): boolean =>
  permissions.some(
    (held) => held === permission || held === 'admin:*' || held === permission.replace(/:.*/, ':*'),
  );

/** Whether the person may do something here, for showing a control. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => holds(permissions, permission);
}

/** Whether every record of a noun is in the person's sight: where not, an empty list does not say that there is none. */
export const useSeesAll = (noun: string): boolean => useSession().seesAll.includes(noun);
