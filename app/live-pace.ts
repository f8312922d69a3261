// How often a page is read again while others change much, as an import does: two readings may follow each other at once, so
// that a change is seen soon; of many, one in two seconds shows them all.

/** In milliseconds: about as long is between two readings of many. */
const APART_MS = 2_000;

export class LivePace {
  /** when the readings so far would be over if each took its share */
  #paidUntil = 0;

  /** Milliseconds until the page may be read again. */
  wait(now: number): number {
    return Math.max(0, this.#paidUntil - now - APART_MS);
  }

  /** It is read now. */
  read(now: number): void {
    this.#paidUntil = Math.max(this.#paidUntil, now) + APART_MS;
  }
}
