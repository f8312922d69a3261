import type { HouseRule } from './tree.ts';

const FILE = 'docs/risks.md';

/** A risk without a test or a command that proves its mitigation is a wish. */
export const risks: HouseRule = {
  name: 'risks',
  check(tree) {
    if (!tree.has(FILE)) return [{ file: FILE, message: 'is missing' }];
    return tree
      .text(FILE)
      .split('\n')
      .flatMap((line, index) => {
        const cells = line.split('|').map((cell) => cell.trim());
        if (cells.length !== 6 || /^(-+|Risk)$/.test(cells[1] ?? '')) return [];
        const proofs = [...(cells[4] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
        const real = proofs.filter(
          (proof) => proof.startsWith('npm ') || tree.files.some((file) => file.startsWith(proof)),
        );
        const at = { file: FILE, line: index + 1 };
        if (!cells[2] || !cells[3])
          return [{ ...at, message: `"${cells[1] ?? ''}" has no owner or mitigation` }];
        return real.length > 0 ? [] : [{ ...at, message: `"${cells[1] ?? ''}" has no proof that exists` }];
      });
  },
};
