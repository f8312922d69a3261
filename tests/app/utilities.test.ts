// The classes pages may use: colors are those of the tokens and no others, so that a theme knows them all.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compile } from 'tailwindcss';
import { expect, it } from 'vitest';

const { resolve } = createRequire(import.meta.url);

async function cssFor(...classes: string[]): Promise<string> {
  const { build } = await compile(readFileSync('app/tokens.css', 'utf8'), {
    base: process.cwd(),
    loadStylesheet: async (id, base) => ({
      path: id,
      base,
      content: readFileSync(resolve(`${id}/index.css`), 'utf8'),
    }),
  });
  return build(classes);
}

it('colors of the tokens are made', async () => {
  const css = await cssFor('bg-accent', 'text-bad-text', 'fill-c3');
  for (const name of ['.bg-accent', '.text-bad-text', '.fill-c3']) expect(css).toContain(name);
  expect(css).toContain('background-color: var(--accent)');
});

it("Tailwind's own palette, text sizes, corners, shadows and breakpoints are not", async () => {
  const foreign = ['bg-blue-500', 'text-red-600', 'border-gray-200', 'bg-white', 'text-black'];
  const sizes = ['text-3xl', 'rounded-2xl', 'shadow-lg', '2xl:hidden'];
  const css = await cssFor(...foreign, ...sizes);
  for (const name of [...foreign, ...sizes])
    expect(css).not.toContain(`.${name.replace('2xl:', '\\32 xl\\:')}`);
});
