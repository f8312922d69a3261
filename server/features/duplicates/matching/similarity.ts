// How alike two words are. Pure, over folded text.

const ROWS = [new Uint16Array(66), new Uint16Array(66), new Uint16Array(66)] as const;
const LONGEST = 64;

/** Letters to add, drop, change or swap with their neighbour to make one of the other; `most + 1` where it takes more. */
export function edits(a: string, b: string, most = 3): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const [left, right] = [a.slice(0, LONGEST), b.slice(0, LONGEST)];
  let [before, last, row] = ROWS as unknown as [Uint16Array, Uint16Array, Uint16Array];
  for (let at = 0; at <= right.length; at += 1) last[at] = at;
  for (let i = 1; i <= left.length; i += 1) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= right.length; j += 1) {
      const isSame = left.charCodeAt(i - 1) === right.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && isSwapped(left, right, i, j)) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[right.length] ?? 0, most + 1);
}

const isSwapped = (a: string, b: string, i: number, j: number): boolean =>
  a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);

export type Likeness = 'same' | 'close' | 'near' | 'other';

/** close: one slip of a typist in a word of four letters or more, two in a long one. near: worth a second look. */
export function likeness(a: string, b: string): Likeness {
  if (a === b) return 'same';
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return 'other';
  const most = shorter < 5 ? 1 : shorter < 8 ? 2 : 3;
  const slips = edits(a, b, most);
  if (slips <= (shorter < 8 ? 1 : 2)) return shorter < 4 ? 'near' : 'close';
  if (slips <= most) return 'near';
  return shorter >= 4 && (a.startsWith(b) || b.startsWith(a)) ? 'near' : 'other';
}

// Letters that sound alike in many languages; what is not Latin stands for itself.
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/^(kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/sch|sh|ch|cz|tch/g, 'x'],
  [/ck|[cq]/g, 'k'],
  [/[z]/g, 's'],
  [/[vw]/g, 'f'],
  [/[dt]h?/g, 't'],
  [/[bp]/g, 'p'],
  [/[gj]/g, 'g'],
  [/m/g, 'n'],
];

/** A short code that most misspellings of a name share: "Meier", "Mayer" and "Meyr" have one. */
export function soundOf(word: string): string {
  let sound = word;
  for (const [pattern, letter] of SOUNDS) sound = sound.replace(pattern, letter);
  const first = sound.slice(0, 1).replace(/[aeiouy]/, 'a');
  const rest = sound.slice(1).replace(/[aeiouyh]/g, '');
  return (first + rest).replace(/(.)\1+/gu, '$1').slice(0, 4);
}
