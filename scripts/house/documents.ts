// What a reader of the documents trips over: a link to nothing, a command that does not exist, a README that outgrew
// one reading. Says nothing about whether the words are true.
import path from 'node:path';
import type { Finding, HouseRule, Tree } from './tree.ts';

const README = 'README.md';
/** Speaks of commands to come; scripts/house/requirements.ts reads its rows. */
const DEMANDS = 'docs/requirements.md';
const README_MAX_LINES = 120;
const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g;
const COMMAND = /\bnpm run (?:-s |--silent )?([a-z]\w*(?:[:-]\w+)*)/g;

export const documents: HouseRule = {
  name: 'documents',
  check(tree) {
    const pages = tree.files.filter((file) => /^([^/]+|docs\/.+|\.github\/.+|db\/.+)\.md$/.test(file));
    const workflows = tree.files.filter((file) => /^\.github\/workflows\/.+\.ya?ml$/.test(file));
    return [
      ...pages.flatMap((file) => deadLinks(tree, file)),
      ...[...pages, ...workflows]
        .filter((file) => file !== DEMANDS)
        .flatMap((file) => unknownCommands(tree, file)),
      ...scriptsWithoutFile(tree),
      ...readme(tree),
    ];
  },
};

function deadLinks(tree: Tree, file: string): Finding[] {
  return [...tree.text(file).matchAll(LINK)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) =>
      path.posix.normalize(path.posix.join(path.posix.dirname(file), target.split('#')[0] ?? '')),
    )
    .filter(
      (target) =>
        !tree.has(target) && !tree.files.some((known) => known.startsWith(target.replace(/\/?$/, '/'))),
    )
    .map((target) => ({ file, message: `links to ${target}, which does not exist` }));
}

function unknownCommands(tree: Tree, file: string): Finding[] {
  const scripts = npmScripts(tree);
  return [...tree.text(file).matchAll(COMMAND)]
    .map((match) => match[1] ?? '')
    .filter((name) => !scripts.includes(name))
    .map((name) => ({ file, message: `names npm run ${name}, which does not exist` }));
}

function scriptsWithoutFile(tree: Tree): Finding[] {
  const { scripts = {} } = tree.json('package.json') as { scripts?: Record<string, string> };
  return Object.entries(scripts).flatMap(([name, line]) => {
    const file = /\bscripts\/[\w./-]+\.(?:ts|mjs)\b/.exec(line)?.[0];
    return file && !tree.has(file)
      ? [{ file: 'package.json', message: `npm run ${name} runs ${file}, which does not exist` }]
      : [];
  });
}

/** At most 120 lines, with one line for each npm script. */
function readme(tree: Tree): Finding[] {
  if (!tree.has(README)) return [{ file: README, message: 'is missing' }];
  const text = tree.text(README);
  const lines = text.split('\n').length - 1;
  const named = new Set(
    [...text.matchAll(/\bnpm (?:run (?:-s )?)?([a-z]\w*(?:[:-]\w+)*)/g)].map((match) => match[1]),
  );
  const lifecycle = ['prepare'];
  return [
    ...(lines > README_MAX_LINES
      ? [{ file: README, message: `${lines} lines, the limit is ${README_MAX_LINES}` }]
      : []),
    ...npmScripts(tree)
      .filter((name) => !named.has(name) && !lifecycle.includes(name))
      .map((name) => ({ file: README, message: `has no line for npm run ${name}` })),
  ];
}

function npmScripts(tree: Tree): string[] {
  return Object.keys((tree.json('package.json') as { scripts?: Record<string, string> }).scripts ?? {});
}
