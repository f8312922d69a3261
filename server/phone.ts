// Phone numbers in one comparable form. The text a person typed is kept beside it by the caller.
import parsePhoneNumber, { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';

/** E.164 plus `;ext=` where there is an extension, or null when the text is no valid number. `country` is ISO 3166 alpha-2. */
export function toE164(typed: string | null | undefined, country: string): string | null {
  if (!typed || typed.length > 60) return null;
  const region: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const phone = parsePhoneNumber(typed, region);
  if (!phone?.isValid()) return null;
  return phone.ext ? `${phone.number};ext=${phone.ext}` : phone.number;
}
