// What stands beside the facts of an organization.
import type { OrganizationOptions } from '../contracts/organizations.ts';
import type { Related } from '../features/organizations/organization-record.tsx';
import { ifAllowed, unlessHidden, type Page } from './page.server.ts';

const BESIDE = { sort: 'name', limit: 20 };

/** The people of it and the organizations below it, where they may be seen. */
export async function relatedTo(
  { organizations, contacts }: Page['caller'],
  id: string,
  asked: Promise<OrganizationOptions>,
): Promise<Related> {
  const people = unlessHidden(contacts.options(), 'organization', () =>
    contacts.list({ f: [`organization.is.${id}`], ...BESIDE }),
  );
  const below = unlessHidden(asked, 'parent', () =>
    organizations.list({ f: [`parent.is.${id}`], ...BESIDE }),
  );
  const [working, children] = await Promise.all([ifAllowed(people), below]);
  return {
    people: working?.items.map(({ id, name, title, email }) => ({ id, name, title, email })) ?? null,
    hasMorePeople: Boolean(working?.next),
    children: children?.items.map(({ id, name }) => ({ id, name })) ?? [],
  };
}
