// After a change: go on to a page and say there, once, what was done and how to take it back.
import { flashCookie, type Flash } from '../flash.ts';
import { redirect } from '../remix.ts';

export const flashing = (to: string, flash: Flash, secure: boolean): Response =>
  redirect(to, { headers: { 'Set-Cookie': flashCookie(flash, secure) } });
