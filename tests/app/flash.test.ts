// The message for the next page: what is put into the cookie comes out of it, and a forged cookie says nothing harmful.
import { expect, it } from 'vitest';
import { flashCookie, readFlash, type Flash } from '../../app/flash.ts';

const throughTheBrowser = (flash: Flash): Flash | null => {
  const [pair = ''] = flashCookie(flash, false).split(';');
  return readFlash({ flash: decodeURIComponent(pair.slice('flash='.length)) });
};

it('comes back as it was put in, with its undo and its link', () => {
  const flash: Flash = {
    tone: 'info',
    text: 'Zoë; "O’Hara"\r\nSet-Cookie: a=b was archived 🎉',
    undo: { action: '/leads/1', fields: { intent: 'restore', version: '2' } },
    link: { to: '/leads/1?tab=notes', label: 'Open' },
  };
  expect(throughTheBrowser(flash)).toEqual(flash);
});

it('fits into a cookie with the longest name a record can have', () => {
  const text = `${'名'.repeat(200)} was archived.`;
  const undo = { action: '/leads/01900000-0000-7000-8000-000000000000', fields: { intent: 'restore' } };
  expect(throughTheBrowser({ tone: 'ok', text, undo })?.text).toBe(text);
});

it('is sent only where it should be', () => {
  expect(flashCookie({ tone: 'ok', text: 'x' }, true)).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
  expect(flashCookie({ tone: 'ok', text: 'x' }, false)).not.toContain('Secure');
});

it.each([undefined, '', 'x', '{', '5', 'null', '[]', '{}', '{"text":5}'])(
  'the cookie %j says nothing',
  (cookie) => {
    expect(readFlash(cookie === undefined ? {} : { flash: cookie })).toBeNull();
  },
);

it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', 7, null])(
  'a forged cookie neither posts nor leads to %j',
  (place) => {
    const forged = { tone: 'loud', text: 'hi', undo: { action: place }, link: { to: place, label: 'x' } };
    expect(readFlash({ flash: JSON.stringify(forged) })).toEqual({ tone: 'ok', text: 'hi' });
  },
);
