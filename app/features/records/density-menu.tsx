// How close the rows stand. The choice is a cookie, so that the next first byte is already right.
import { paths } from '../../paths.ts';
import type { Density, Preferences } from '../../preferences.ts';
import { Form, useLocation, useRouteLoaderData } from '../../remix.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';

const CHOICES: readonly (readonly [Density, string])[] = [
  ['compact', 'Compact'],
  ['regular', 'Regular'],
  ['comfortable', 'Comfortable'],
];

/** Not on phones: their rows are cards, and as high as a finger needs. */
export function DensityMenu() {
  const chosen = useRouteLoaderData<Preferences>('root')?.density ?? 'regular';
  const { pathname, search } = useLocation();
  return (
    <span className="density">
      <Menu
        id="density"
        align="end"
        className="btn btn-ghost btn-sm"
        trigger={
          <>
            <Icon of="rows-3" />
            Density
          </>
        }
      >
        <Form method="post" action={paths.theme}>
          <input type="hidden" name="next" value={pathname + search} />
          {CHOICES.map(([value, label]) => (
            <button
              key={value}
              type="submit"
              className="menu-item"
              name="density"
              value={value}
              aria-pressed={chosen === value}
            >
              {label}
            </button>
          ))}
        </Form>
      </Menu>
    </span>
  );
}
