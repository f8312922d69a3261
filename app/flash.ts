// One message for the next page, carried by a cookie so that it survives a redirect and needs no script.
// The text is shown as text and the undo path must be one of ours: a forged cookie can do no harm.
import { localPath } from './paths.ts';

export interface Flash {
  tone: 'ok' | 'bad' | 'info';
  text: string;
  /** a form that takes the deed back: posted to `action` with `fields` */
  undo?: { action: string; fields: Record<string, string> };
  /** somewhere to go from here */
  link?: { to: string; label: string };
  /** what was typed into a form in a dialog that was refused, so that it is not typed twice */
  typed?: { into: string; text: string };
}

/** So much of what was typed goes along. */
export const MAX_TYPED = 120;

const NAME = 'flash';
const MAX_BYTES = 3_000;

/** A Set-Cookie value. */
export function flashCookie(flash: Flash, secure: boolean): string {
  const value = encodeURIComponent(JSON.stringify({ ...flash, text: flash.text.slice(0, 400) }));
  if (value.length > MAX_BYTES) throw new Error('This flash does not fit into a cookie.');
  return `${NAME}=${value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export const clearFlashCookie = `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

export function readFlash(cookies: Readonly<Record<string, string>>): Flash | null {
  const raw = cookies[NAME];
  if (!raw) return null;
  try {
    return checked(JSON.parse(raw));
  } catch {
    return null;
  }
}

function checked(value: unknown): Flash | null {
  if (!isObject(value) || typeof value['text'] !== 'string') return null;
  const tone = value['tone'] === 'bad' || value['tone'] === 'info' ? value['tone'] : 'ok';
  const { undo, link, typed } = value;
  return {
    tone,
    text: value['text'],
    ...(isObject(undo) &&
      isLocal(undo['action']) && { undo: { action: undo['action'], fields: stringsOf(undo['fields']) } }),
    ...(isObject(typed) && { typed: { into: String(typed['into']), text: String(typed['text']) } }),
    ...(isObject(link) && isLocal(link['to']) && { link: { to: link['to'], label: String(link['label']) } }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isLocal = (value: unknown): value is string =>
  typeof value === 'string' && localPath(value, '') === value;

const stringsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([name, field]) => [name, String(field)]),
  );
