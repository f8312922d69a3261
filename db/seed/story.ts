// In charge of turning a story into dated entries. Told from its end, so that everything lies in the past.
import type { Chance } from './chance.ts';
import { atWork, DAY, MINUTE } from './clock.ts';
import type { EntryKind, Step, Story } from './data.ts';

export interface Entry {
  kind: EntryKind;
  subject: string | null;
  body: string | null;
  at: number;
  authorId: string | null;
}

export interface Told {
  /** when the first step's waiting began */
  began: number;
  entries: Entry[];
  /** when it came into the stage it is in; null if it never moved */
  moved: number | null;
}

export interface Telling {
  /** the day of the last step */
  end: number;
  chance: Chance;
  slots: Readonly<Record<string, string>>;
  ownerId: string | null;
  managerId: string | null;
  firstStage: string;
  /** stage key → its name */
  stageName: (key: string) => string;
}

export function tell(story: Pick<Story, 'steps'>, telling: Telling): Told {
  // nobody writes advice to themselves
  const steps = story.steps.filter(({ by }) => !by || telling.ownerId !== telling.managerId);
  const { began, times } = datesOf(steps, telling);
  let stage = telling.firstStage;
  let moved: number | null = null;
  const entries = steps.map((step, index): Entry => {
    const at = times[index] ?? telling.end;
    const authorId = step.by === 'manager' ? telling.managerId : telling.ownerId;
    if (!step.to) return { ...said(step, telling), at, authorId };
    const subject = `${telling.stageName(stage)} → ${telling.stageName(step.to)}`;
    stage = step.to;
    moved = at;
    return { kind: 'stage_change', subject, body: null, at, authorId };
  });
  return { began, entries, moved };
}

function said(step: Step, { chance, slots }: Telling): Omit<Entry, 'at' | 'authorId'> {
  return {
    kind: step.kind ?? 'note',
    subject: step.subject === undefined ? null : fill(step.subject, slots),
    body: step.body ? fill(chance.pick(step.body), slots) : null,
  };
}

/** Days are walked backwards from the end; steps without a wait follow within minutes. */
function datesOf(steps: readonly Step[], { end, chance }: Telling): { began: number; times: number[] } {
  const times = steps.map(() => 0);
  let day = end;
  for (let last = steps.length - 1; last >= 0;) {
    let first = last;
    while (first > 0 && steps[first]?.after === 0) first -= 1;
    let at = atWork(day, chance);
    day = at - (steps[first]?.after ?? 0) * DAY;
    for (let index = first; index <= last; index += 1) {
      times[index] = at;
      at += chance.between(4, 18) * MINUTE;
    }
    last = first - 1;
  }
  return { began: day, times };
}

/** Days from the beginning to the last step. */
export const lengthOf = ({ steps }: Pick<Story, 'steps'>): number =>
  steps.reduce((days, { after }) => days + after, 0);

/** Puts words into {slots}, with a capital where a sentence begins. A slot without a word is a mistake in the data. */
export const fill = (text: string, slots: Readonly<Record<string, string>>): string =>
  text.replace(/(^|[.?!] |“)?\{(\w+)\}/g, (_, start: string | undefined, name: string) => {
    const word = slots[name];
    if (word === undefined) throw new Error(`No word for {${name}} in "${text}".`);
    return start === undefined ? word : start + word.charAt(0).toUpperCase() + word.slice(1);
  });
