// Who is meant by a name behind an @.
import { describe, expect, it } from 'vitest';
import { candidatesIn, resolveMentions } from '../../server/features/activities/mentions.rules.ts';

const id = (last: number): string => `0190a0a0-0000-7000-8000-00000000000${last}`;
const ada = { id: id(1), name: 'Ada Lovelace' };
const grace = { id: id(2), name: 'Grace Hopper' };
const twins = [
  { id: id(3), name: 'Sam Lee' },
  { id: id(4), name: 'Sam Lee' },
];
const cher = { id: id(5), name: 'Cher' };
const people = [ada, grace, ...twins, cher];
const of = ({ name, id: personId }: { name: string; id: string }): string => `@[${name}](user:${personId})`;

describe('typed names', () => {
  it.each([
    ['@Ada Lovelace knows', `${of(ada)} knows`, [ada.id]],
    ['ask @ada.', `ask ${of(ada)}.`, [ada.id]],
    ['(@grace hopper)', `(${of(grace)})`, [grace.id]],
    ['@Cher and @Grace', `${of(cher)} and ${of(grace)}`, [cher.id, grace.id]],
    ['@Sam Lee', '@Sam Lee', []],
    ['@Nobody', '@Nobody', []],
    ['mail ada@grace.example', 'mail ada@grace.example', []],
    ['@@Ada', '@@Ada', []],
    ['@Adalbert', '@Adalbert', []],
  ])('%j', (typed, body, mentions) => {
    expect(resolveMentions(typed, people)).toEqual({ body, mentions });
  });
});

describe('written mentions', () => {
  it('of somebody known are kept, with the name of today', () => {
    expect(resolveMentions(`@[Ada](user:${ada.id})`, people)).toEqual({ body: of(ada), mentions: [ada.id] });
  });

  it('of somebody unknown become plain text, and are nobody else by name', () => {
    const text = `@[Eve](user:${id(9)})`;
    expect(resolveMentions(text, people)).toEqual({ body: '@Eve', mentions: [] });
  });
});

it('twenty names are looked up at most', () => {
  const { names } = candidatesIn(Array.from({ length: 50 }, (_, at) => `@n${at};`).join(' '));
  expect(names).toHaveLength(20);
});
