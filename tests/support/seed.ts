// What random tests are made from: the same each time, so that what one commit has passed the next one fails for a reason.
// TEST_SEED tries others; the full budget does so each time and says which.

const isFull = process.env.TEST_BUDGET === 'full';

export const TEST_SEED = Number(process.env.TEST_SEED ?? (isFull ? Date.now() % 1_000_000 : 4_711));
