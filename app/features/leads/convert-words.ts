// What is said when a conversion was taken back.

/** Names what stayed, and why. */
export function revertedText(kept: readonly { noun: string }[]): string {
  if (kept.length === 0) return 'The conversion was taken back.';
  const nouns = kept.map(({ noun }) => `the ${noun}`).join(' and ');
  return `The conversion was taken back. Kept ${nouns}, changed or used since.`;
}
