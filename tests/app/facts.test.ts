// What a fact is a link to, and where its line breaks.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { FactLink, FactSite } from '../../app/features/records/facts.tsx';

const site = (typed: string | null) => renderToStaticMarkup(createElement(FactSite, null, typed));

it('a website opens beside the page, however it was typed', () => {
  expect(site('https://acme.test/shop?a=1')).toContain('href="https://acme.test/shop?a=1"');
  expect(site('http://acme.test')).toContain('href="http://acme.test"');
  expect(site('www.acme.test')).toContain('href="https://www.acme.test" target="_blank" rel="noreferrer"');
});

it.each(['javascript:alert(1)', 'https://acme.test@evil.test', 'see below', 'acme', '//acme.test', ''])(
  '%j is no address of the web and stays text',
  (typed) => {
    expect(site(typed)).not.toContain('<a');
  },
);

it('an address breaks behind its @ and before its dots', () => {
  const mail = createElement(FactLink, { scheme: 'mailto', children: 'ada@acme.test' });
  expect(renderToStaticMarkup(mail)).toContain('>ada@<wbr/>acme<wbr/>.test</a>');
});
