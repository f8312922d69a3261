import type { LucideIcon } from 'lucide-react';

export type { LucideIcon as IconType } from 'lucide-react';

interface IconProps {
  of: LucideIcon;
  size?: 14 | 16 | 20;
  className?: string;
}

/** A decoration: whatever it says is also said in words beside it or in the label of its button. */
export function Icon({ of: Glyph, size = 16, className }: IconProps) {
  return <Glyph size={size} strokeWidth={1.75} aria-hidden className={className} />;
}
