// In charge of variety that is the same on every machine: pseudo-random choices from a fixed seed (mulberry32).

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  share(): number;
  /** A whole number from low to high, both included. */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in `share` of all cases. */
  happens(share: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(share() * (high - low + 1));
  return {
    share,
    between,
    pick(list) {
      const chosen = list[between(0, list.length - 1)];
      if (chosen === undefined) throw new Error('Nothing to choose from.');
      return chosen;
    },
    happens: (part) => share() < part,
    shuffled(list) {
      const rest = [...list];
      return list.map(() => rest.splice(between(0, rest.length - 1), 1)).flat();
    },
  };
}
