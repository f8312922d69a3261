// Every address that no other route has: said inside the frame to people who are in, plainly to everybody else.
import { nothingHere, pageLoader } from '../edge/page.server.ts';
import { paths } from '../paths.ts';
import type { MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Nothing here · StreamFlow' }];

export const loader = pageLoader((page): Promise<never> => {
  throw nothingHere(page);
});

export const action = loader;

export default function NotFound() {
  return null;
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Go to the dashboard' }} />;
}
