// Where the account is signed in, and an end to any of it.
import type { SessionItem } from '../../contracts/account-security.ts';
import { Form } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { deviceName } from './device-name.ts';

export const SessionList = ({ sessions }: { sessions: readonly SessionItem[] }) => (
  <SettingsPart
    title="Sessions"
    lead="Where you are signed in. End what you do not recognise, then change your password."
  >
    <ul className="settings-rows">
      {sessions.map((session) => (
        <SessionRow key={session.id} {...session} />
      ))}
    </ul>
    {sessions.length > 1 && (
      <Form method="post">
        <Button name="intent" value="end-others">
          End all other sessions
        </Button>
      </Form>
    )}
  </SettingsPart>
);

function SessionRow({ id, userAgent, ip, lastUsedAt, createdAt, isCurrent }: SessionItem) {
  const device = deviceName(userAgent);
  return (
    <li>
      <div>
        <b>{device}</b> {isCurrent && <Badge tone="ok">This session</Badge>}
        <small>
          {ip ?? 'unknown address'} · last used <RelTime at={lastUsedAt} /> · signed in{' '}
          <RelTime at={createdAt} />
        </small>
      </div>
      {!isCurrent && (
        <Form method="post">
          <input type="hidden" name="id" value={id} />
          <Button
            size="sm"
            name="intent"
            value="end"
            aria-label={`End the session of ${device}, ${ip ?? 'unknown address'}`}
          >
            End
          </Button>
        </Form>
      )}
    </li>
  );
}
