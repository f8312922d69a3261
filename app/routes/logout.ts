import { open } from '../edge/page.server.ts';
import { paths } from '../paths.ts';
import { redirect, type ActionFunctionArgs } from '../remix.ts';

export const loader = () => redirect(paths.home);

export async function action(args: ActionFunctionArgs) {
  const { caller } = await open(args, 'action');
  await caller.auth.logout();
  return redirect(paths.login());
}
