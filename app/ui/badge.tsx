import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

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

/** A word on a record; the same look as a neutral badge with a line around it. */
export const Tag = ({ children }: { children: ReactNode }) => <span className="tag">{children}</span>;

/** Shape and color follow the kind: open a ring, running half, done full, failed a cross. The word carries the meaning. */
export type StatusKind = 'open' | 'active' | 'won' | 'lost' | 'warn' | 'muted';

export const Status = ({ kind, children }: { kind: StatusKind; children: ReactNode }) => (
  <span className={`status status-${kind}`}>{children}</span>
);
