import { publicLoader } from '../edge/page.server.ts';
import { paths } from '../paths.ts';
import { redirect } from '../remix.ts';

/** No page of its own: to work, to the operators' page, or to the sign-in page. */
export const loader = publicLoader(async ({ principal, caller }) => {
  if (!principal) throw redirect(paths.login());
  if (principal.tenantId) throw redirect(paths.dashboard);
  const { isOperator } = await caller.auth.me();
  throw redirect(isOperator ? paths.adminHealth() : paths.chooseTenant());
});
