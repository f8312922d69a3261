// What a profile offers to choose from. Plain values, so that pages may show them.

/** How numbers, dates and times are spelled for a person. */
export const LOCALES = [
  'en-US',
  'en-GB',
  'de-DE',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'ja-JP',
] as const;
