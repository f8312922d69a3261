// What a browser remembers about its person: theme, how close rows stand, and whether single-letter keys act. Cookies, so that the first byte
// is already right. Nothing here says who somebody is.
import type { Theme } from './ui/theme-switch.tsx';

/** How close the rows of lists stand. */
export type Density = 'compact' | 'regular' | 'comfortable';

export interface Preferences {
  theme: Theme;
  letters: boolean;
  density: Density;
}

type Cookies = Readonly<Record<string, string>>;

export const readPreferences = (cookies: Cookies): Preferences => ({
  theme: cookies['theme'] === 'light' || cookies['theme'] === 'dark' ? cookies['theme'] : 'system',
  letters: cookies['keys'] !== 'off',
  density:
    cookies['density'] === 'compact' || cookies['density'] === 'comfortable' ? cookies['density'] : 'regular',
});

const YEAR = 31_536_000;

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  theme: ['system', 'light', 'dark'],
  keys: ['on', 'off'],
  density: ['compact', 'regular', 'comfortable'],
};

/** The Set-Cookie values for what a preferences form says; unknown names and values are left out. */
export function preferenceCookies(form: FormData, secure: boolean): string[] {
  return Object.entries(ALLOWED).flatMap(([name, values]) => {
    const value = form.get(name);
    if (typeof value !== 'string' || !values.includes(value)) return [];
    return [`${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure ? '; Secure' : ''}`];
  });
}
