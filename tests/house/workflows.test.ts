import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, '.github/workflows');

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    { 'timeout-minutes'?: number; steps: { run?: string; uses?: string; with?: object }[] }
  >;
}

const workflows = readdirSync(folder).map((name) => ({
  name,
  workflow: parse(readFileSync(path.join(folder, name), 'utf8')) as Workflow,
}));

describe('the workflows', () => {
  test('are three: every change, every night, every week', () => {
    expect(workflows.map(({ name }) => name)).toEqual(['ci.yml', 'nightly.yml', 'weekly.yml']);
  });

  for (const { name, workflow } of workflows) {
    test(`${name} may read and nothing else, and every job ends by itself`, () => {
      expect(workflow.permissions).toEqual({ contents: 'read' });
      for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
    });

    test(`${name} leaves no credentials in the checkout`, () => {
      const checkouts = Object.values(workflow.jobs).flatMap((job) =>
        job.steps.filter((step) => step.uses?.startsWith('actions/checkout@')),
      );
      expect(checkouts.length).toBeGreaterThan(0);
      for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false });
    });
  }

  test('run what everybody can run: .ci/run', () => {
    const ci = workflows.find(({ name }) => name === 'ci.yml')?.workflow;
    expect(Object.values(ci?.jobs ?? {}).flatMap((job) => job.steps.map((step) => step.run))).toContain(
      '.ci/run',
    );
  });
});

describe('the shell scripts', () => {
  for (const script of ['.ci/run', 'scripts/hooks/pre-commit', 'scripts/hooks/commit-msg'])
    test(`${script} parses, stops at the first fault, and can be run`, () => {
      const file = path.join(root, script);
      expect(spawnSync('bash', ['-n', file]).status).toBe(0);
      expect(readFileSync(file, 'utf8')).toContain('set -euo pipefail');
      expect(() => {
        accessSync(file, constants.X_OK);
      }).not.toThrow();
    });
});
