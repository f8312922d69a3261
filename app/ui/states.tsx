// What stands where there is nothing to show: nothing yet, nothing that matches, a fault, or something one may not see.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface StateProps {
  icon?: IconName;
  title: string;
  /** one sentence: what this is for, or what to do */
  children?: ReactNode;
  /** links and buttons */
  actions?: ReactNode;
  headingLevel?: 1 | 2 | 3;
}

export function EmptyState({ icon = 'search-x', title, children, actions, headingLevel = 2 }: StateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="state">
      <span className="state-icon">
        <Icon of={icon} size={20} />
      </span>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  );
}

type FaultProps = Omit<StateProps, 'icon'> & { requestId?: string | undefined };

/** What went wrong, what to do, and the number to tell support. */
export function ErrorState({ requestId, actions, ...rest }: FaultProps) {
  return (
    <div role="alert">
      <EmptyState icon="circle-alert" {...rest} actions={actions} />
      {requestId && (
        <p className="state-id">
          Request id <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}

/** Names the permission that is missing, so that it does not look like an empty list. */
export function Denied({
  permission,
  message,
  actions,
  headingLevel,
}: {
  permission?: string | undefined;
  /** said where it is no permission of a role that is missing */
  message?: string;
  actions?: ReactNode;
  headingLevel?: 1 | 2 | undefined;
}) {
  return (
    <EmptyState icon="lock" title="You may not see this" actions={actions} headingLevel={headingLevel}>
      {permission || !message ? (
        <>
          Your role lacks {permission ? <code>{permission}</code> : 'the permission for it'}. An admin of your
          tenant can grant it.
        </>
      ) : (
        message
      )}
    </EmptyState>
  );
}

interface UnseenProps {
  /** the noun: "leads" */
  many: string;
  /** whose the person may see: "your own", "your team's" */
  scope: string;
  actions?: ReactNode;
  headingLevel?: 1 | 2 | 3;
}

/**
 * An empty list of somebody who does not see everything: there may well be more, so it must not read like "none yet".
 * How many there are is not said.
 */
export const Unseen = ({ many, scope, actions, headingLevel }: UnseenProps) => (
  <EmptyState
    icon="eye-off"
    title={`No ${many} that you may see`}
    actions={actions}
    headingLevel={headingLevel}
  >
    You see {scope} {many} only, and there are none. Others may exist. An admin of your tenant can widen your
    role.
  </EmptyState>
);
