import { duplicatesInput } from '../contracts/duplicates.ts';
import { ifAllowed, pageLoader } from '../edge/page.server.ts';

const NONE = { items: [], heldBy: null };

/** Records that may be the same as the one in a form. No page: scripts read it as one types, so what is half typed is no fault. */
export const loader = pageLoader(async ({ caller, url }) => {
  const asked = duplicatesInput.safeParse(Object.fromEntries(url.searchParams));
  const found = asked.success ? await ifAllowed(caller.duplicates.find(asked.data)) : null;
  return Response.json(found ?? NONE);
});
