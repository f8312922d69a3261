import type { ReactNode } from 'react';
import { Mark } from './app-shell.tsx';

interface GateProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The page of somebody who is not signed in: one narrow column, nothing else. */
export const Gate = ({ title, lead, children }: GateProps) => (
  <main className="gate">
    <div className="gate-card">
      <div className="gate-head">
        <Mark />
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children}
    </div>
  </main>
);
