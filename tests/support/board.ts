// The board as a test handles it: its lanes and cards, and a card that is taken in the hand and let go of.
import type { Locator, Page } from 'playwright';

const BOARD = '/pipeline/sales';

export const lane = (page: Page, name: string): Locator =>
  page.locator('.lane', { has: page.getByRole('heading', { name }) });
export const card = (page: Page, title: string): Locator => page.locator('.deal-card', { hasText: title });
export const cardIn = (page: Page, name: string, title: string): Locator =>
  lane(page, name).locator('.deal-title', { hasText: title });

/** The board, once the server has answered what is read as it begins to listen: what changes later is not among that. */
export async function openBoard(page: Page): Promise<void> {
  const read = page.waitForResponse((answer) => new URL(answer.url()).pathname === `${BOARD}.data`);
  await page.goto(BOARD);
  await read;
}

/** Takes a card in the hand: from here on the board stays as it is, whatever others do. */
export async function grab(page: Page, title: string, over = 'Proposal'): Promise<void> {
  await card(page, title).hover();
  await page.mouse.down();
  await lane(page, over).hover();
  await page.locator('.board-dragging').waitFor();
}

/** Lets go of it; a drag is told of a place by the second move there. */
export async function drop(page: Page, place: Locator): Promise<void> {
  await place.hover();
  await place.hover({ position: { x: 12, y: 12 } });
  await page.mouse.up();
}
