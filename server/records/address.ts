// An address as it is kept: the lines that say something.
import type { Address } from '../../db/schema/columns.ts';

interface Addressed {
  address?: Address | null | undefined;
}

/** Only the lines that say something; null when none does. */
export function storedAddress(address: Address | null | undefined): Address | null {
  const lines = Object.entries(address ?? {}).filter((line): line is [string, string] => Boolean(line[1]));
  return lines.length ? Object.fromEntries(lines) : null;
}

/** The input with its address as it would be kept; without one where none is given. */
export const tidied = <T extends Addressed>(input: T): T =>
  input.address === undefined ? input : { ...input, address: storedAddress(input.address) };
