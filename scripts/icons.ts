// Draws the icons of app/ui/icons.ts into app/ui/icons.svg; `--check` only says whether that file is current.
import { readFileSync, writeFileSync } from 'node:fs';
import * as lucide from 'lucide-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ICONS } from '../app/ui/icons.ts';

const FILE = 'app/ui/icons.svg';

/** "trash-2" → Trash2 */
const componentOf = (name: string): string =>
  name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());

function draw(name: string): string {
  const glyph = Object.entries(lucide).find(([known]) => known === componentOf(name))?.[1];
  if (!glyph) throw new Error(`lucide-react has no icon “${name}”. Look for its name at lucide.dev.`);
  const [, shapes = ''] =
    /^<svg[^>]*>(.*)<\/svg>$/.exec(renderToStaticMarkup(createElement(glyph as lucide.LucideIcon))) ?? [];
  return `<g id="${name}">${shapes}</g>`;
}

// the licence of the drawings, see docs/dependencies.md
const text = `<svg xmlns="http://www.w3.org/2000/svg">
<!-- lucide.dev, ISC licence, (c) Lucide Contributors -->
<defs>
${ICONS.map(draw).join('\n')}
</defs>
</svg>
`;

if (!process.argv.includes('--check')) writeFileSync(FILE, text);
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is out of date. Run: node scripts/icons.ts`);
  process.exitCode = 1;
}
