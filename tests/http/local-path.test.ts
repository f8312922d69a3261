import { describe, expect, it } from 'vitest';
import { clearFlashCookie, flashCookie, readFlash } from '../../app/flash.ts';
import { localPath } from '../../app/paths.ts';
import { parseCookies } from '../../server/http/edge.ts';

const EVIL = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https:evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '%2f%2fevil.example',
  '/%2fevil.example',
  '/%252fevil.example',
  '/%5cevil.example',
  '/%09/evil.example',
  '/%',
  'leads',
  '',
  null,
  undefined,
];

describe('Where a form may send people afterwards', () => {
  it('is any path of this site, with query and fragment', () => {
    for (const path of ['/', '/leads', '/leads?q=a%20b&f=stage.in.new', '/leads/1#a-2', '/search?q=50%25']) {
      expect(localPath(path, '/home')).toBe(path);
    }
  });

  for (const target of EVIL) {
    it(`is never ${JSON.stringify(target)}`, () => expect(localPath(target, '/home')).toBe('/home'));
  }
});

describe('A flash', () => {
  const carried = (cookie: string) => readFlash(parseCookies(cookie.split(';')[0]));

  it('survives the way through a cookie', () => {
    const flash = {
      tone: 'ok',
      text: 'Ada “Lovelace”; archived, 100 %.',
      undo: { action: '/leads/1', fields: { intent: 'restore' } },
      link: { to: '/leads', label: 'View leads' },
    } as const;
    const cookie = flashCookie(flash, true);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    expect(carried(cookie)).toEqual(flash);
    expect(carried(clearFlashCookie)).toBeNull();
  });

  it('that was forged leads nowhere else', () => {
    const forged = {
      tone: 'x',
      text: 'Hi',
      undo: { action: '//evil.example', fields: {} },
      link: { to: 'https://evil.example' },
    };
    expect(carried(`flash=${encodeURIComponent(JSON.stringify(forged))}`)).toEqual({
      tone: 'ok',
      text: 'Hi',
    });
    for (const rubbish of ['flash=%', 'flash=null', 'flash={}', 'flash=3'])
      expect(carried(rubbish)).toBeNull();
  });

  it('is cut before it grows out of a cookie', () => {
    const text = 'long '.repeat(200);
    expect(carried(flashCookie({ tone: 'info', text }, false))?.text).toHaveLength(400);
  });
});
