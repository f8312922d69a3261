// The controls of the pages in front of the product.
import type { Page } from 'playwright';
import { mark } from '../../support/mark.ts';
import { PASSWORD } from '../../support/site.ts';
import { controlOf, opens, type Label, type World } from './label.ts';

type Field = Pick<Label, 'role' | 'name'> & { typed: (world: World) => string };

const login: readonly Field[] = [
  { role: 'textbox', name: 'Email', typed: ({ acme }) => acme.user.email },
  { role: 'password', name: 'Password', typed: () => PASSWORD },
];

const register: readonly Field[] = [
  { role: 'textbox', name: 'Name', typed: () => 'Grace Newcomer' },
  { role: 'textbox', name: 'Email', typed: () => `new-${mark()}@example.test` },
  { role: 'password', name: 'Password', typed: () => PASSWORD },
  { role: 'password', name: 'Confirm', typed: () => PASSWORD },
];

const fill = async (page: Page, fields: readonly Field[], world: World): Promise<void> => {
  for (const field of fields) await controlOf(page, field).fill(field.typed(world));
};

/** A form that is whole only with what is typed into this field, and the button that sends it. */
function formLabels(at: string, fields: readonly Field[], send: string): Label[] {
  const page = { at: () => at, who: 'nobody' } as const;
  const arrives = opens('/dashboard');
  const own = fields.map((field): Label => {
    const others = fields.filter((other) => other !== field);
    return {
      ...page,
      ...field,
      before: (opened, world) => fill(opened, others, world),
      does: async (opened, world) => {
        await opened.getByRole('button', { name: send, exact: true }).click();
        await arrives(opened, world);
      },
    };
  });
  const before: Label['before'] = (opened, world) => fill(opened, fields, world);
  return [...own, { ...page, role: 'button', name: send, before, does: arrives }];
}

export const gateLabels: readonly Label[] = [
  ...formLabels('/login', login, 'Sign in'),
  {
    role: 'link',
    name: 'Forgot password?',
    who: 'nobody',
    at: () => '/login',
    does: opens('/forgot-password'),
  },
  { role: 'link', name: 'Create account', who: 'nobody', at: () => '/login', does: opens('/register') },
  ...formLabels('/register', register, 'Create account'),
];
