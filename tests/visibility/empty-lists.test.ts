// An empty list tells two things apart: that there is nothing, and that there is nothing one may see.
import { beforeAll, expect, it } from 'vitest';
import { paths } from '../../app/paths.ts';
import { SEEDED_ROLES } from '../../server/auth/permissions.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { insertRole } from '../support/records.ts';
import { cookieOf, startWeb, type Web } from '../support/site.ts';

const permissions = SEEDED_ROLES.flatMap(({ key, permissions }) => (key === 'user' ? permissions : []));
const own = { lead: 'own', contact: 'own', organization: 'own', opportunity: 'own', task: 'own' } as const;

let web: Web;
let acme: TestTenant;
let olga: TestPerson;

beforeAll(async () => {
  web = await startWeb(await createTestDatabase());
  acme = await makeTenant();
  const role = await insertRole(acme, { permissions: [...permissions], visibility: own });
  olga = await makePerson({ ...acme, roleIds: new Map([['user', role.id]]) }, 'user');
  await makeLead(acme, { ownerId: acme.user.userId });
}, 240_000);

const LISTS = {
  leads: paths.leads(),
  contacts: paths.contacts(),
  organizations: paths.organizations(),
  opportunities: paths.opportunities(),
  tasks: paths.tasks({ assignee: 'all' }),
};

async function pagesOf(person: TestPerson): Promise<Record<string, string>> {
  const headers = { Cookie: await cookieOf(web, person), Accept: 'text/html' };
  const pages: Record<string, string> = {};
  for (const [many, path] of Object.entries(LISTS)) {
    const answer = await fetch(`${web.url}${path}`, { headers });
    expect([many, answer.status]).toEqual([many, 200]);
    pages[many] = await answer.text();
  }
  return pages;
}

it('“nothing that you may see” to who sees their own records, whether there are others or not', async () => {
  for (const [many, page] of Object.entries(await pagesOf(olga)))
    expect([many, page]).toEqual([many, expect.stringContaining(`No ${many} that you may see`)]);
});

it('“nothing yet” to who sees every record', async () => {
  const pages = await pagesOf(acme.admin);
  expect(pages['contacts']).toContain('No contacts yet');
  for (const page of Object.values(pages)) expect(page).not.toContain('that you may see');
});
