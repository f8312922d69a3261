// What an attack's answer proves. Pure.
import type { Context } from './attacks.ts';

/** works: the tenant's own, the control that gives the others their meaning. */
export type Outcome = 'works' | 'denied' | 'zero rows' | 'LEAK' | 'NOT PROVEN';

export const FAILED: readonly Outcome[] = ['LEAK', 'NOT PROVEN'];

export type Answer = { rows: number } | { code: string; message: string };

/** One attack in one context, and what came of it. */
export interface Cell {
  relation: string;
  command: string;
  context: Context;
  outcome: Outcome;
  /** The server's words, where there were any. */
  said: string;
  statement: string;
}

export const saidBy = (answer: Answer): string =>
  'message' in answer ? `${answer.code} ${answer.message}` : '';

const INSUFFICIENT_PRIVILEGE = '42501';
const FOREIGN_KEY_VIOLATION = '23503';
const INVALID_TEXT = '22P02';

/** The control: did the tenant's own row answer? "denied" when the role may not use this verb at all. */
export function judgeControl(answer: Answer): Outcome {
  if ('rows' in answer) return answer.rows > 0 ? 'works' : 'NOT PROVEN';
  return answer.code === INSUFFICIENT_PRIVILEGE ? 'denied' : 'NOT PROVEN';
}

export interface Question {
  answer: Answer;
  /** What the control said; a silence proves something only where a control has spoken. */
  control: Outcome | null;
  malformed: boolean;
  isForeignKey: boolean;
}

/** The attack: refused for the reason that walls have, or nothing met although the same statement works at home. */
export function judgeAttack({ answer, control, malformed, isForeignKey }: Question): Outcome {
  if ('rows' in answer) {
    if (answer.rows > 0) return 'LEAK';
    return control === 'works' ? 'zero rows' : 'NOT PROVEN';
  }
  const walls = [
    INSUFFICIENT_PRIVILEGE,
    ...(malformed ? [INVALID_TEXT] : []),
    ...(isForeignKey ? [FOREIGN_KEY_VIOLATION] : []),
  ];
  return walls.includes(answer.code) ? 'denied' : 'NOT PROVEN';
}
