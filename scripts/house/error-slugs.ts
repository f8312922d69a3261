import type { HouseRule } from './tree.ts';

const FILE = 'docs/errors.md';
const RAISED = /new AppError\(\s*'\w+',\s*'([^']+)'/g;

/** Every error a caller can meet is explained in docs/errors.md; a row that nothing raises any more is gone. */
export const errorSlugs: HouseRule = {
  name: 'error-slugs',
  check(tree) {
    if (!tree.has(FILE)) return [{ file: FILE, message: 'is missing' }];
    const documented = new Set(
      [...tree.text(FILE).matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? ''),
    );
    const raised = new Map<string, string>();
    for (const file of tree.files.filter((name) => /^(server|app|db)\/.*\.tsx?$/.test(name)))
      for (const match of tree.text(file).matchAll(RAISED)) raised.set(match[1] ?? '', file);
    const isPattern = (slug: string): boolean => slug.includes('<');
    return [
      ...[...raised]
        .filter(([slug]) => !documented.has(slug))
        .map(([slug, file]) => ({ file, message: `raises ${slug}, which has no row in ${FILE}` })),
      ...[...documented]
        .filter((slug) => !raised.has(slug) && !isPattern(slug))
        .map((slug) => ({ file: FILE, message: `explains ${slug}, which nothing raises` })),
    ];
  },
};
