import { pageLoader } from '../edge/page.server.ts';

/** How much is unread. No page: the navigation reads it when it hears that something has come. */
export const loader = pageLoader(async ({ caller }) => Response.json(await caller.notifications.unread()));
