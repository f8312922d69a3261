// A control that has to be there under exactly this name, and what pressing it does.
import type { Locator, Page } from 'playwright';
import type { TestDatabase } from '../../support/database.ts';
import type { TestTenant } from '../../support/factories.ts';

export interface World {
  acme: TestTenant;
  database: TestDatabase;
}

type Who = 'nobody' | 'user' | 'manager' | 'admin';
type Role = 'button' | 'link' | 'textbox' | 'searchbox' | 'region' | 'password';

export interface Label {
  name: string;
  role: Role;
  /** the address; what is to be seen there is made first */
  at: (world: World) => string | Promise<string>;
  who?: Who;
  /** what is done on the page before the control is there */
  before?: (page: Page, world: World) => Promise<unknown>;
  /** typed into a field; anything else is clicked */
  typed?: (world: World) => string;
  /** in a region, which stands for what is in it: the link that is pressed */
  link?: string;
  /** fails unless pressing had its effect */
  does: (page: Page, world: World) => Promise<unknown>;
}

/** A control of what is not built yet. */
export interface LaterLabel {
  name: string;
  at: Label['at'];
  /** its row in docs/requirements.md */
  demand: string;
}

/** A password has no role of its own. */
export const controlOf = (page: Page, { role, name }: Pick<Label, 'role' | 'name'>): Locator =>
  role === 'password'
    ? page.getByLabel(name, { exact: true })
    : page.getByRole(role, { name, exact: true }).first();

export const says = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor();

/** The dialog that is open: presses the button of that name in it. */
export const confirms = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

export const opens =
  (address: string): Label['does'] =>
  (page) =>
    page.waitForURL((url) => url.pathname === address);
