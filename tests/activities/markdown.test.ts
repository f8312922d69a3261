// Notes as HTML: what is meant as markdown is shown so, and nothing a note says can do harm or hold up a page.
import { describe, expect, it } from 'vitest';
import { markdownToHtml } from '../../server/markdown.ts';
import { isTangled } from '../../server/markdown.rules.ts';

const ADA = '0190a0a0-0000-7000-8000-000000000001';
const names = new Map([[ADA, 'Ada Lovelace']]);
const html = (text: string): string => markdownToHtml(text, names);

describe('what people write', () => {
  it.each([
    ['two lines\nof one paragraph', '<p>two lines\nof one paragraph</p>'],
    ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
    ['**bold** and *soft*', '<p><strong>bold</strong> and <em>soft</em></p>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['# Headline', '<p><strong>Headline</strong></p>'],
    ['> said so', '<blockquote>\n<p>said so</p>\n</blockquote>'],
    ['    *indented*\n    text', '<p><em>indented</em>\ntext</p>'],
    ['Offer\n---', '<p>Offer</p>\n<hr>'],
  ])('%j is shown as such', (text, shown) => {
    expect(html(text)).toBe(shown);
  });

  it.each([
    ['see https://a.example/x?y=1.', '<a href="https://a.example/x?y=1" rel="noopener noreferrer nofollow">'],
    [
      '[the offer](https://a.example)',
      '<a href="https://a.example" rel="noopener noreferrer nofollow">the offer</a>',
    ],
    ['[mail](mailto:ada@a.example)', '<a href="mailto:ada@a.example"'],
    [
      '![chart](https://a.example/c.png)',
      '<a href="https://a.example/c.png" rel="noopener noreferrer nofollow">chart</a>',
    ],
  ])('%j links there, without telling where from', (text, link) => {
    expect(html(text)).toContain(link);
  });
});

describe('what nobody should be able to write', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '**x** <b onclick=alert(1)>y</b>',
    '- <iframe src="x"></iframe>',
    '`<script>`',
    '&lt;script&gt;',
  ])('HTML in %j is text', (text) => {
    const shown = html(text);
    expect(shown.replace(/<\/?(p|strong|ul|li|code)>/g, '')).not.toMatch(/<\w/);
    expect(shown).not.toMatch(/<(script|img|b|iframe)\b/);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JavaScript&#58;alert(1))',
    '[x](data:text/html,hello)',
    '[x](vbscript:x)',
    '[x](//a.example)',
    '[x](/leads)',
    '![x](javascript:alert(1))',
    '![](data:image/svg+xml,hello)',
  ])('%j is no link', (text) => {
    expect(html(text)).not.toMatch(/<a|href|src/);
  });

  it('no picture is loaded', () => {
    expect(html('![x](https://a.example/x.png) ![y][1]\n\n[1]: https://a.example/y.png')).not.toContain(
      '<img',
    );
  });
});

describe('a mention', () => {
  it('of a person of the tenant has the name of today', () => {
    expect(html(`Ask @[Ada King](user:${ADA})`)).toContain('@<span class="mention">Ada Lovelace</span>');
  });

  it('of anybody else is plain text', () => {
    expect(html('Ask @[Eve](user:0190a0a0-0000-7000-8000-000000000002)')).toBe('<p>Ask @Eve</p>');
  });
});

it.each(['> ', '1. ', '*a', '[', '[a](', '- a\n', '\n', '\\', 'http://a.example ', '<'])(
  'twenty thousand letters of %j are not read as markdown, but shown',
  (part) => {
    const text = part.repeat(20_000 / part.length);
    expect(isTangled(text)).toBe(true);
    expect(html(text)).not.toMatch(/<(a|em|ol|ul|blockquote)\b/);
  },
);
