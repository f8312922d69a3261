import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('app/tokens.css', 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

type Color = [lightness: number, chroma: number, hue: number];
type Theme = Record<string, Color>;

/** The colors of the first block that begins with `start`. */
function colorsOf(start: string): Theme {
  const at = css.indexOf(`${start}\n`);
  expect(at, `a block ${start}`).toBeGreaterThan(-1);
  const body = css.slice(at + start.length, css.indexOf('}', at));
  const matches = body.matchAll(/--([\w-]+):\s*oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return Object.fromEntries(
    [...matches].map(([, name = '', ...parts]) => [name, parts.map(Number) as Color]),
  );
}

const light = colorsOf(':root {');
const bySystem = colorsOf(":root:not([data-theme='light']) {");
const dark = colorsOf("\n[data-theme='dark'] {");

/** OKLCH → linear sRGB. */
function linear([L, C, H]: Color): number[] {
  const [a, b] = [C * Math.cos((H * Math.PI) / 180), C * Math.sin((H * Math.PI) / 180)];
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const luminance = (color: Color): number => {
  const [r = 0, g = 0, b = 0] = linear(color).map((value) => Math.min(1, Math.max(0, value)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

function ratio(one: Color, two: Color): number {
  const [low, high] = [luminance(one), luminance(two)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const TEXT = 4.5;
const MARK = 3;
const pairs: [front: string, backs: string[], least: number][] = [
  ['fg', ['bg', 'bg-sunken', 'bg-hover', 'bg-active', 'bg-selected', 'raised'], TEXT],
  ['fg-2', ['bg', 'bg-sunken', 'bg-hover', 'bg-active', 'bg-selected', 'raised'], TEXT],
  ['fg-3', ['bg', 'bg-sunken', 'bg-hover', 'raised'], TEXT],
  ['accent-fg', ['accent', 'accent-hover', 'bad'], TEXT],
  ['accent-text', ['bg', 'accent-soft', 'bg-hover', 'raised'], TEXT],
  ['ok-text', ['ok-soft', 'bg'], TEXT],
  ['warn-text', ['warn-soft', 'bg'], TEXT],
  ['bad-text', ['bad-soft', 'bg', 'raised'], TEXT],
  ['info-text', ['info-soft'], TEXT],
  ['ai-text', ['ai-soft', 'bg'], TEXT],
  ['line-strong', ['bg', 'bg-sunken', 'raised'], MARK],
  ['focus', ['bg', 'bg-hover', 'bg-selected', 'raised'], MARK],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((series): [string, string[], number] => [`c${series}`, ['bg'], MARK]),
];

describe('The design tokens', () => {
  for (const [name, theme] of Object.entries({ light, dark })) {
    it(`can be told apart by everybody in the ${name} theme (WCAG AA)`, () => {
      const unreadable = pairs.flatMap(([front, backs, least]) =>
        backs.flatMap((back) => {
          const [one, two] = [theme[front], theme[back]];
          if (!one || !two) return [`${front} or ${back} is missing`];
          const value = ratio(one, two);
          return value < least ? [`${front} on ${back} is ${value.toFixed(2)}, needs ${least}`] : [];
        }),
      );
      expect(unreadable).toEqual([]);
    });

    it(`are colors every screen can show in the ${name} theme`, () => {
      const outside = Object.entries(theme).filter(([, color]) =>
        linear(color).some((value) => value < -0.003 || value > 1.003),
      );
      expect(outside.map(([token]) => token)).toEqual([]);
    });
  }

  it('are the same dark whether the system or the person chose it', () => {
    expect(bySystem).toEqual(dark);
    expect(Object.keys(light)).toEqual(Object.keys(dark));
  });

  it('each have a name for utilities', () => {
    const unnamed = Object.keys(light).filter((token) => !css.includes(`--color-${token}: var(--${token});`));
    expect(unnamed).toEqual([]);
  });
});
