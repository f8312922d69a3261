interface AvatarProps {
  id: string;
  name: string;
  size?: 'sm' | 'md' | 'lg';
  /** the name stands beside it */
  decorative?: boolean;
}

export function Avatar({ id, name, size = 'sm', decorative = true }: AvatarProps) {
  const label = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name };
  return (
    <span className={`avatar avatar-${size} hue-${hueOf(id)}`} {...label}>
      {initials(name)}
    </span>
  );
}

/** Up to two letters: of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    firstSign(word ?? ''),
  );
  return letters.join('').toLocaleUpperCase('en-US') || '?';
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Two plain Latin signs are never one; anything else is asked of Unicode's rules, which cost a hundred times as much. */
const PLAIN = /^[\x21-\x7e\u00c0-\u024f](?:[\x21-\x7e\u00c0-\u024f]|$)/;
const firstSign = (word: string): string =>
  PLAIN.test(word)
    ? word.charAt(0)
    : (segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? '');

/** 1–8, always the same for one id. */
export function hueOf(id: string): number {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) % 9_973;
  return (sum % 8) + 1;
}
