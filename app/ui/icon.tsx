import sprite from './icons.svg';
import type { IconName } from './icons.ts';

export type { IconName } from './icons.ts';

interface IconProps {
  of: IconName;
  size?: 14 | 16 | 20;
  className?: string;
}

/**
 * A decoration: whatever it says is also said in words beside it or in the label of its button. All icons are one file
 * that the browser keeps; a page names those that it shows.
 */
export const Icon = ({ of: name, size = 16, className = '' }: IconProps) => (
  <svg width={size} height={size} viewBox="0 0 24 24" className={`icon ${className}`.trimEnd()} aria-hidden>
    <use href={`${sprite}#${name}`} />
  </svg>
);
