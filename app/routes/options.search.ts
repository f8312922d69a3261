import { pageLoader } from '../edge/page.server.ts';
import { ONE } from '../features/search/search-words.ts';
import { paths } from '../paths.ts';

const LONGEST = 200;

/** Records of all nouns for the words in `?q=`, as addresses. No page: the palette reads it as one types. */
export const loader = pageLoader(async ({ caller, url }) => {
  const q = (url.searchParams.get('q') ?? '').slice(0, LONGEST);
  const { groups } = await caller.search.find({ q });
  const options = groups.flatMap(({ noun, items }) =>
    items.map(({ id, name, detail }) => ({
      value: paths.record(noun, id),
      label: name,
      note: [ONE[noun], detail].filter(Boolean).join(' · '),
    })),
  );
  return Response.json({ options });
});
