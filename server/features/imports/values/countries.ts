// Names and codes of countries in several languages → ISO 3166 alpha-2, so that a number without a country code is read
// by the rules of the country its row names.
import { getCountries } from 'libphonenumber-js/max';
import { fold } from '../../search/search.rules.ts';

const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'fi',
  'cs',
  'tr',
  'ru',
  'ja',
  'zh',
  'ko',
];

const ALSO: Record<string, string> = {
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  'south korea': 'KR',
  'republic of korea': 'KR',
  korea: 'KR',
  russia: 'RU',
  'russian federation': 'RU',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  'ivory coast': 'CI',
  'viet nam': 'VN',
  brd: 'DE',
  schweiz: 'CH',
  suisse: 'CH',
  deutschland: 'DE',
  osterreich: 'AT',
};

let byName: Map<string, string> | undefined;

/** ISO code of a country as typed, or null. */
export function countryCode(typed: string): string | null {
  byName ??= namesOfCountries();
  const known = byName.get(typed);
  return known ?? byName.get(fold(typed.trim())) ?? null;
}

function namesOfCountries(): Map<string, string> {
  const names = new Map<string, string>();
  const displays = LANGUAGES.map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  for (const code of getCountries()) {
    for (const display of displays) {
      const name = display.of(code);
      if (!name) continue;
      const key = fold(name);
      if (!names.has(key)) names.set(key, code);
      if (!names.has(name)) names.set(name, code);
      names.set(code.toLowerCase(), code);
    }
  }
  for (const [name, code] of Object.entries(ALSO)) names.set(name, code);
  return names;
}
