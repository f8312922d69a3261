import { contacts } from '../edge/references.server.ts';
import { pageLoader } from '../edge/page.server.ts';

const LONGEST = 200;

/** What a field that names a contact offers for the words in `?q=`. No page: scripts read it as one types. */
export const loader = pageLoader(async ({ caller, url }) => {
  const words = url.searchParams.get('q') ?? '';
  const options = await contacts.offered(caller, words.slice(0, LONGEST));
  return Response.json({ options: options ?? [] });
});
