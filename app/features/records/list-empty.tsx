// An empty list: that there is nothing yet, or, for those who do not see every record, that there is nothing they may see.
import type { ComponentProps, ReactNode } from 'react';
import type { RecordNoun } from '../../paths.ts';
import { useSeesAll } from '../../session.ts';
import { EmptyState } from '../../ui/states.tsx';

interface ListEmptyProps extends ComponentProps<typeof EmptyState> {
  noun: RecordNoun;
  /** what several are called */
  many: string;
  /** the list is of their own records alone, which they all see */
  seesOwn?: boolean;
  /** what one of them is, for those who see them all */
  children: ReactNode;
}

export function ListEmpty({ noun, many, seesOwn = false, children, ...state }: ListEmptyProps) {
  const seesAll = useSeesAll(noun);
  if (seesAll || seesOwn) return <EmptyState {...state}>{children}</EmptyState>;
  return (
    <EmptyState {...state} icon="eye-off" title={`No ${many} that you may see`}>
      Your role shows you your own {many}, those of nobody, and your team’s where it says so. Others may
      exist.
    </EmptyState>
  );
}
