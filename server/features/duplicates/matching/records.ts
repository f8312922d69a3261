// What is compared: a person or an organization as any noun may hold one. Whatever is left out says nothing.

export interface MatchAddress {
  /** house number and street, in any order; the number may also stand in `house` */
  street?: string | null;
  house?: string | null;
  /** flat, building, second line */
  unit?: string | null;
  city?: string | null;
  postcode?: string | null;
  region?: string | null;
}

export interface MatchRecord {
  id: string;
  kind: 'person' | 'organization';
  /** the whole name: of an organization, or of a person whose parts are not known */
  name?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  /** where a person works */
  company?: string | null;
  emails?: readonly (string | null)[];
  phones?: readonly (string | null)[];
  /** of an organization: its domain or its website */
  domain?: string | null;
  address?: MatchAddress;
  /** year first */
  birthDate?: string | null;
}
