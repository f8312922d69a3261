// The pages of a list, forth and back.
import type { ReactNode } from 'react';
import { shortcut } from '../keys.ts';
import { IconLink } from './button.tsx';
import type { IconName } from './icon.tsx';

interface PagerProps {
  /** absent on the first and the last page */
  beforeHref: string | null;
  afterHref: string | null;
  /** what is shown: "1,284 leads" */
  children: ReactNode;
}

export const Pager = ({ beforeHref, afterHref, children }: PagerProps) => (
  <div className="pager">
    <span className="num">{children}</span>
    {(beforeHref ?? afterHref) && (
      <nav aria-label="Pages">
        <Step to={beforeHref} label="Previous page" icon="chevron-left" name="page-before" />
        <Step to={afterHref} label="Next page" icon="chevron-right" name="page-after" />
      </nav>
    )}
  </div>
);

interface StepProps {
  to: string | null;
  label: string;
  icon: IconName;
  name: string;
}

/** At an end the place stays, so that the other link does not move under the pointer. */
const Step = ({ to, label, icon, name }: StepProps) =>
  to === null ? (
    <span className="btn btn-icon btn-sm" aria-hidden />
  ) : (
    <IconLink to={to} label={label} icon={icon} size="sm" kind="secondary" shortcut={shortcut(name)} />
  );
