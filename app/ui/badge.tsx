import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { Link } from '../remix.ts';
import { Icon } from './icon.tsx';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'info' | 'ai';

const badge = cva('badge', {
  variants: {
    tone: {
      neutral: '',
      accent: 'badge-accent',
      ok: 'badge-ok',
      warn: 'badge-warn',
      bad: 'badge-bad',
      info: 'badge-info',
      ai: 'badge-ai',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

type BadgeProps = VariantProps<typeof badge> & { children: ReactNode };

export const Badge = ({ tone, children }: BadgeProps) => <span className={badge({ tone })}>{children}</span>;

interface TagProps {
  children: ReactNode;
  /** the list of what carries it */
  to?: string;
  /** a button of the form around it that takes the tag off: what it is called and what it sends */
  remove?: { label: string; name: string; value: string };
}

/** A word on a record; the same look as a neutral badge with a line around it. */
export const Tag = ({ children, to, remove }: TagProps) => (
  <span className="tag">
    {to === undefined ? <span>{children}</span> : <Link to={to}>{children}</Link>}
    {remove && (
      <button
        type="submit"
        name={remove.name}
        value={remove.value}
        aria-label={remove.label}
        title={remove.label}
      >
        <Icon of="x" size={14} />
      </button>
    )}
  </span>
);

/** Shape and color follow the kind: open a ring, running half, done full, failed a cross. The word carries the meaning. */
export type StatusKind = 'open' | 'active' | 'won' | 'lost' | 'warn' | 'muted';

export const Status = ({ kind, children }: { kind: StatusKind; children: ReactNode }) => (
  <span className={`status status-${kind}`}>{children}</span>
);
