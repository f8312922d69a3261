import { nothingHere, pageLoader } from '../edge/page.server.ts';
import { isPeekable, peekOf } from '../edge/peek.server.ts';

/** A record beside its list. No page: scripts read it as one goes from row to row, so that the list is not read again. */
export const loader = pageLoader(async (page) => {
  const { noun, id = '' } = page.params;
  if (!isPeekable(noun)) throw nothingHere(page);
  return Response.json(await peekOf(page, noun, id));
});
