import { describe, expect, test } from 'vitest';
import { HOUSE_RULES } from '../../scripts/house/rules.ts';
import { lockfile } from '../../scripts/house/lockfile.ts';
import { Tree } from '../../scripts/house/tree.ts';
import { treePlanter } from '../support/planted-tree.ts';
import { PLANTS } from './plants.ts';

const plantTree = treePlanter();
const ALL = [...HOUSE_RULES, lockfile];

function findings(ruleName: string, files: Record<string, string>): string[] {
  const rule = ALL.find((candidate) => candidate.name === ruleName);
  if (!rule) throw new Error(`no rule ${ruleName}`);
  return rule.check(new Tree(plantTree(files))).map((finding) => `${finding.file}: ${finding.message}`);
}

describe('a planted fault turns its rule red, and its remedy turns it green', () => {
  for (const { rule, fault, bad, good, says } of PLANTS) {
    test(`${rule}: ${fault}`, () => {
      expect(findings(rule, bad)).toEqual([expect.stringMatching(says)]);
      expect(findings(rule, good)).toEqual([]);
    });
  }

  test('every rule that reads files has a planted fault', () => {
    const planted = new Set(PLANTS.map((plant) => plant.rule));
    const withoutFiles = ['commit-subjects'];
    expect(ALL.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual(withoutFiles);
  });
});
