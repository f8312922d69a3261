// Finds a number whose SHA-256 together with a text starts with enough zero bits. In slices, so that the page stays awake.
// The browser's own digest answers each hash by a promise, which is ten times slower than counting here.

const SLICE_MS = 12;

/** The first number from 0 up that does it, as text; undefined when stopped. The text is ASCII, at most 38 characters. */
export async function findNumber(text: string, bits: number, stop: AbortSignal): Promise<string | undefined> {
  const hash = hasher(`${text}.`);
  let number = 0;
  while (!stop.aborted) {
    const until = performance.now() + SLICE_MS;
    do {
      for (const end = number + 200; number < end; number += 1)
        if (Math.clz32(hash(String(number))) >= bits) return String(number);
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return undefined;
}

/** The first 32 bits of SHA-256 over prefix and number: one block, so at most 55 bytes in all. */
function hasher(prefix: string): (number: string) => number {
  const words = new Int32Array(64);
  const block = new Uint8Array(64);
  for (let place = 0; place < prefix.length; place += 1) block[place] = prefix.charCodeAt(place);
  const view = new DataView(block.buffer);
  return (number) => {
    let end = prefix.length;
    for (let place = 0; place < number.length; place += 1) block[end++] = number.charCodeAt(place);
    block.fill(0, end + 1);
    block[end] = 0x80;
    view.setUint32(60, end * 8);
    for (let place = 0; place < 16; place += 1) words[place] = view.getInt32(place * 4);
    return firstWord(words);
  };
}

const at = (words: Int32Array, place: number): number => words[place] ?? 0;
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** FIPS 180-4 §6.2.2 over one block, as far as its first word. */
function firstWord(words: Int32Array): number {
  for (let step = 16; step < 64; step += 1) {
    const early = at(words, step - 15);
    const late = at(words, step - 2);
    const spread = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const mixed = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[step] = (at(words, step - 16) + spread + at(words, step - 7) + mixed) | 0;
  }
  let [a, b, c, d] = [at(START, 0), at(START, 1), at(START, 2), at(START, 3)];
  let [e, f, g, h] = [at(START, 4), at(START, 5), at(START, 6), at(START, 7)];
  for (let step = 0; step < 64; step += 1) {
    const choice = (e & f) ^ (~e & g);
    const one =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + at(ROUNDS, step) + at(words, step)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (a + at(START, 0)) >>> 0;
}

/** The first 32 bits of the fractional part of a root of each of the first primes: FIPS 180-4 §§4.2.2, 5.3.3. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const PRIMES = firstPrimes(64);
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1)
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  return primes;
}
