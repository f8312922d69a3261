// What changes between a page's sending of a form and the server's having it: the page cannot have heard of it.
import type { Page } from 'playwright';

/** Does this once, with the first form that is posted to such an address. */
export const whileSending = (page: Page, to: string, act: () => Promise<unknown>): Promise<unknown> => {
  let isDone = false;
  return page.route(to, async (route) => {
    if (route.request().method() === 'POST' && !isDone) {
      isDone = true;
      await act();
    }
    await route.continue();
  });
};
