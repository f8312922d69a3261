import { viewAction } from '../edge/views.server.ts';
import { paths } from '../paths.ts';
import { redirect } from '../remix.ts';

/** Not a page: forms are posted here. */
export const loader = () => redirect(paths.home);

export const action = viewAction;
