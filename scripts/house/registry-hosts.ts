import type { HouseRule } from './tree.ts';

/** Where packages come from is the business of the machine that installs them: no registry host in the repository. */
export const registryHosts: HouseRule = {
  name: 'registry-hosts',
  check(tree) {
    const host =
      /\bregistry[.](npmjs|yarnpkg|npmmirror)[.]\w+|\bnpm[.]pkg[.]github[.]com|^\s*(@[\w-]+:)?registry\s*=/;
    return tree.grep(tree.texts(), host, (match) => `"${match.trim()}" ties the repository to a registry`);
  },
};
