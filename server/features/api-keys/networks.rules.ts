// Addresses and networks as people type them, in the one spelling the database compares. Pure.
import { isIP } from 'node:net';

export interface Network {
  /** 203.0.113.0/24; an address alone is a network of one */
  readonly cidr: string;
  /** no bit is set that the prefix leaves open */
  readonly isExact: boolean;
}

const MAPPED = 0xffffn << 32n;

/** null when it is neither an address nor a network. An IPv4 address written as IPv6 is an IPv4 address. */
export function networkOf(typed: string): Network | null {
  const [, address = '', slashed] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(typed.trim()) ?? [];
  const family = isIP(address);
  if (family === 0) return null;
  const width = family === 4 ? 32 : 128;
  const prefix = slashed === undefined ? width : Number(slashed);
  if (prefix > width) return null;
  const bits = family === 4 ? bitsOf4(address) : bitsOf6(address);
  const isMapped = family === 6 && prefix >= 96 && bits >> 32n === MAPPED >> 32n;
  return isMapped ? network(bits - MAPPED, prefix - 96, 32) : network(bits, prefix, width);
}

function network(bits: bigint, prefix: number, width: number): Network {
  const open = BigInt(width - prefix);
  const base = (bits >> open) << open;
  const spelled = width === 32 ? textOf4(base) : textOf6(base);
  return { cidr: `${spelled}/${prefix}`, isExact: base === bits };
}

const bitsOf4 = (address: string): bigint =>
  address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);

function bitsOf6(address: string): bigint {
  // the URL parser writes every spelling alike: no dots, lower case, one "::" at most
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [front, back] = [groups(head), groups(tail ?? '')];
  const between = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...between, ...back].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));

const parts = (bits: bigint, count: number, size: bigint): bigint[] =>
  Array.from({ length: count }, (_, at) => (bits >> (BigInt(count - 1 - at) * size)) & ((1n << size) - 1n));

const textOf4 = (bits: bigint): string => parts(bits, 4, 8n).join('.');

/** The shortest spelling, as the database writes it. */
const textOf6 = (bits: bigint): string =>
  new URL(
    `http://[${parts(bits, 8, 16n)
      .map((group) => group.toString(16))
      .join(':')}]`,
  ).hostname.slice(1, -1);
