// How far an axis reaches and where its lines are.
const LINES = 4;

/** Round values from 0 to at least `most`, a few of them: 0, 50, 100, 150. */
export function ticksTo(most: number): number[] {
  if (!Number.isFinite(most) || most <= 0) return [0, 1];
  const rough = most / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

/** Two decimals are a twentieth of a pixel on the widest page, and a third of the bytes. */
export const short = (value: number): number => Math.round(value * 100) / 100;

/** Where a value stands in the square: 0 is its foot, `top` its upper edge. */
export const heightOf = (value: number, top: number): number =>
  short(100 - (Math.max(0, Math.min(value, top)) / top) * 100);

export const box = (x: number, y: number, width: number, height: number): string =>
  `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
