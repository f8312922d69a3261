// Runs commands of the toolchain and tells how each went, in one line. Knows nothing of what they check.
import { spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');

export interface Step {
  name: string;
  command: readonly [string, ...string[]];
  /** Show the command's own output while it runs (long steps); otherwise it is shown when the step fails. */
  live?: boolean;
  env?: Record<string, string>;
}

export interface StepResult {
  name: string;
  ok: boolean;
  seconds: number;
  output: string;
}

export async function runStep(step: Step): Promise<StepResult> {
  const started = performance.now();
  const { code, output } = await run(step);
  return { name: step.name, ok: code === 0, seconds: (performance.now() - started) / 1000, output };
}

/** `ok   eslint        12.3 s`, and what the command said when it failed. */
export function report(result: StepResult, note = ''): void {
  const state = result.ok ? 'ok  ' : 'FAIL';
  console.log(
    `${state} ${result.name.padEnd(12)} ${result.seconds.toFixed(1).padStart(6)} s${note && `  ${note}`}`,
  );
  if (!result.ok && result.output.trim()) console.log(indent(result.output.trim()));
}

function run(step: Step): Promise<{ code: number; output: string }> {
  const [program, ...args] = step.command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: step.live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: toolPath(), NO_COLOR: '1', ...step.env },
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => {
      resolve({ code: 1, output: `${program}: ${error.message}` });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}

/** The tools of node_modules first, Node 24 among them. */
function toolPath(): string {
  return [path.join(ROOT, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(path.delimiter);
}

function indent(text: string): string {
  return text.replace(/^/gm, '     ');
}
