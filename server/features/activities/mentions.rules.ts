// Mentions in a text: `@[Ada](user:<id>)`, or what people type, `@Ada Lovelace` and `@Ada`. Pure.

export interface Person {
  id: string;
  name: string;
}

const WRITTEN = /@\[([^\]\n]{1,200})\]\(user:([0-9a-f-]{36})\)/gi;
const TYPED = /(?<![\p{L}\p{N}_.@])@([\p{L}\p{M}\p{N}'’.-]+(?: [\p{L}\p{M}\p{N}'’.-]+){0,3})/gu;
const MOST = 20;

/** What to look up before a text is stored: ids that are written, and the names that typed words may begin with. */
export function candidatesIn(body: string): { ids: string[]; names: string[] } {
  const ids = [...body.matchAll(WRITTEN)].slice(0, MOST).map(([, , id = '']) => id.toLowerCase());
  const names = [...body.matchAll(TYPED)].slice(0, MOST).flatMap(([, typed = '']) => beginnings(typed));
  return { ids: [...new Set(ids)], names: [...new Set(names.map(lower))] };
}

/** "Ada Lovelace wants a" → that, "Ada Lovelace wants", "Ada Lovelace", "Ada"; a full stop may end the sentence. */
function beginnings(typed: string): string[] {
  const words = typed.split(' ');
  return words.flatMap((_, at) => {
    const name = words.slice(0, words.length - at).join(' ');
    return name.endsWith('.') || name.endsWith('-') ? [name, name.replace(/[.-]+$/, '')] : [name];
  });
}

const lower = (name: string): string => name.toLowerCase();

export interface Resolved {
  body: string;
  /** ids of those who are mentioned */
  mentions: string[];
}

/**
 * Typed names of people become mentions; a name that several have stays as it was typed. A mention of somebody who is
 * not among the people becomes the plain text of its name.
 */
export function resolveMentions(body: string, people: readonly Person[]): Resolved {
  const byId = new Map(people.map((person) => [person.id, person]));
  const mentions = new Set<string>();
  const mention = ({ id, name }: Person): string => {
    mentions.add(id);
    return `@[${name.replace(/[\]\n]/g, ' ')}](user:${id})`;
  };
  const known = body.replace(WRITTEN, (_, name: string, id: string) => {
    const person = byId.get(id.toLowerCase());
    return person ? mention(person) : `@${name}`;
  });
  const resolved = known.replace(TYPED, (typed, words: string) => {
    for (const name of beginnings(words)) {
      const person = onlyOne(people, lower(name));
      if (person) return mention(person) + words.slice(name.length);
    }
    return typed;
  });
  return { body: resolved, mentions: [...mentions] };
}

/** Whose full name it is, or else whose first name, if it is one person's. */
function onlyOne(people: readonly Person[], name: string): Person | null {
  const full = people.filter((person) => lower(person.name) === name);
  const found = full.length > 0 ? full : people.filter((person) => lower(person.name).split(' ')[0] === name);
  return found.length === 1 && found[0] ? found[0] : null;
}
