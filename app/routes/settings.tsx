import { SettingsFrame } from '../features/settings/settings-frame.tsx';
import { paths } from '../paths.ts';
import { Outlet } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';

export default function Settings() {
  return (
    <SettingsFrame>
      <Outlet />
    </SettingsFrame>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
