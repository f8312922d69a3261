import { pageLoader } from '../edge/page.server.ts';
import { paths } from '../paths.ts';
import { redirect } from '../remix.ts';

/** The board of the default pipeline. */
export const loader = pageLoader(async ({ caller }) => {
  const { pipelines } = await caller.opportunities.options();
  return redirect(pipelines[0] ? paths.pipeline(pipelines[0].slug) : paths.opportunities());
});
