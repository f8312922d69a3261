// A record as it is compared: every piece in one form, made once.
import { placeOf, type Place } from './addresses.ts';
import { companyWords } from './company-names.ts';
import { siteOf } from './domains.ts';
import { mailbox, type Mailbox } from './emails.ts';
import { personName, wordsIn, type PersonName } from './person-names.ts';
import { phoneDigits } from './phones.ts';
import type { MatchRecord } from './records.ts';

export interface Prepared {
  id: string;
  kind: MatchRecord['kind'];
  person: PersonName;
  /** of an organization: its own name; of a person: where they work */
  company: readonly string[];
  emails: readonly Mailbox[];
  phones: readonly string[];
  site: string | null;
  place: Place;
  /** eight digits, or what was given of them */
  birth: string;
}

export function prepare(record: MatchRecord): Prepared {
  const isPerson = record.kind === 'person';
  return {
    id: record.id,
    kind: record.kind,
    person: isPerson ? personName(record) : NOBODY,
    company: companyWords((isPerson ? record.company : record.name) ?? ''),
    emails: kept(record.emails, mailbox),
    phones: [...new Set(kept(record.phones, phoneDigits))],
    site: record.domain ? siteOf(record.domain) : null,
    place: placeOf(record.address),
    birth: wordsIn(record.birthDate ?? '').join(''),
  };
}

const NOBODY: PersonName = { given: '', family: '', generation: '' };

function kept<T>(values: MatchRecord['emails'], read: (value: string) => T | null): T[] {
  return (values ?? []).flatMap((value) => {
    const found = value ? read(value) : null;
    return found === null ? [] : [found];
  });
}
