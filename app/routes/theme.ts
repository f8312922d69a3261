import { preferenceCookies } from '../preferences.ts';
import { localPath, paths } from '../paths.ts';
import { redirect, type ActionFunctionArgs } from '../remix.ts';

export const loader = () => redirect(paths.home);

export async function action({ request, context: { edge } }: ActionFunctionArgs) {
  const form = await request.formData();
  const next = form.get('next');
  const headers = new Headers();
  for (const cookie of preferenceCookies(form, edge.origin.startsWith('https:')))
    headers.append('Set-Cookie', cookie);
  return redirect(localPath(typeof next === 'string' ? next : null, paths.home), { headers });
}
