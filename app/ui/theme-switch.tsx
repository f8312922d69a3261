import { useFetcher, useLocation } from '../remix.ts';
import { Icon } from './icon.tsx';

export type Theme = 'system' | 'light' | 'dark';

const CHOICES = [
  { value: 'system', label: 'System', icon: 'monitor' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
] as const;

/** Three buttons of one form: the choice is a cookie, so the next first byte is already right. */
export function ThemeSwitch({ theme, action }: { theme: Theme; action: string }) {
  const fetcher = useFetcher();
  const { pathname, search } = useLocation();
  const chosen = fetcher.formData?.get('theme') ?? theme;
  return (
    <fetcher.Form method="post" action={action}>
      <input type="hidden" name="next" value={pathname + search} />
      <div className="theme-switch" role="group" aria-label="Theme">
        {CHOICES.map(({ value, label, icon }) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={chosen === value}
            title={label}
          >
            <Icon of={icon} size={14} />
            {label}
          </button>
        ))}
      </div>
    </fetcher.Form>
  );
}
