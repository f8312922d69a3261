// What the upload door tells the import page when it refused a file sent without scripts: carried by a cookie across the
// redirect, shown once, as text.
import { z } from 'zod';

const refusal = z.object({ message: z.string().max(400), hint: z.string().max(400).optional() });
export type UploadRefusal = z.output<typeof refusal>;

const NAME = 'upload_refused';

/** A Set-Cookie value. */
export function refusalCookie({ message, hint }: UploadRefusal, secure: boolean): string {
  const value = encodeURIComponent(
    JSON.stringify({ message: message.slice(0, 400), ...(hint && { hint: hint.slice(0, 400) }) }),
  );
  return `${NAME}=${value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export const clearRefusalCookie = `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

export function readRefusal(cookies: Readonly<Record<string, string>>): UploadRefusal | null {
  try {
    return refusal.parse(JSON.parse(cookies[NAME] ?? ''));
  } catch {
    return null;
  }
}
