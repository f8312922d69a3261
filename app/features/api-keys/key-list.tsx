// The keys there are: what each may do, until when, and when it was used; another in its place, or an end to it.
import type { ApiKeyItem } from '../../contracts/api-keys.ts';
import { Form } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CloseButton, Dialog, DialogActions, DialogButton } from '../../ui/dialog.tsx';
import { Select } from '../../ui/field.tsx';
import { DateText, Num, RelTime, useFormats } from '../../ui/formats.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

export const KeyList = ({ keys }: { keys: readonly ApiKeyItem[] }) => (
  <SettingsPart
    title="API keys"
    lead="A key lets a program act in the name of its owner. What its owner may no longer do, it may not do either."
  >
    {keys.length === 0 ? (
      <p>There are no keys yet.</p>
    ) : (
      <ul className="settings-rows">
        {keys.map((key) => (
          <KeyRow key={key.id} {...key} />
        ))}
      </ul>
    )}
  </SettingsPart>
);

function KeyRow(key: ApiKeyItem) {
  const { name, prefix, owner, isOwn, lastUsedAt, callsToday, allowedCidrs, state } = key;
  return (
    <li>
      <div>
        <b>{name}</b> <StateBadge {...key} />
        <small>
          <code>{prefix}…</code> · {isOwn ? 'yours' : `of ${owner.name}`} · <End {...key} /> ·{' '}
          {lastUsedAt === null ? (
            'never used'
          ) : (
            <>
              last used <RelTime at={lastUsedAt} /> · <Num value={callsToday} />{' '}
              {callsToday === 1 ? 'call' : 'calls'} in 24 hours
            </>
          )}
        </small>
        {allowedCidrs.length > 0 && <small>From {allowedCidrs.join(', ')}</small>}
        <Scopes {...key} />
      </div>
      {state === 'live' && (
        <div className="settings-actions">
          {isOwn && !key.isReplaced && <Rotate {...key} />}
          <Revoke {...key} />
        </div>
      )}
    </li>
  );
}

function StateBadge({ state, isReplaced }: ApiKeyItem) {
  if (state === 'revoked') return <Badge tone="bad">Revoked</Badge>;
  if (state === 'expired') return <Badge>Expired</Badge>;
  return isReplaced ? <Badge tone="warn">Replaced</Badge> : null;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 60;

/** "expires in 9 days"; further away the day itself. */
function End({ expiresAt, state }: ApiKeyItem) {
  const left = Date.parse(expiresAt) - Date.parse(useFormats().now);
  const days = Math.round(left / DAY_MS);
  if (state === 'revoked') return 'revoked';
  const verb = state === 'expired' ? 'expired' : 'expires';
  const isNear = state === 'expired' || days < 2;
  if (!isNear && days <= SOON_DAYS) return `expires in ${days} days`;
  return (
    <>
      {verb} {isNear ? <RelTime at={expiresAt} /> : <DateText at={expiresAt} />}
    </>
  );
}

const FEW = 4;

function Scopes({ scopes }: ApiKeyItem) {
  if (scopes.includes('admin:*')) return <small>Everything its owner may do</small>;
  if (scopes.length <= FEW) return <small>{scopes.join(', ')}</small>;
  return (
    <details>
      <summary>{scopes.length} permissions</summary>
      <small>{scopes.join(', ')}</small>
    </details>
  );
}

const OVERLAPS = [
  { value: '0', label: 'Ends at once' },
  { value: '1', label: 'Works for another hour' },
  { value: '24', label: 'Works for another day' },
  { value: '168', label: 'Works for another week' },
];

function Rotate({ id, name }: ApiKeyItem) {
  const dialog = `rotate-${id}`;
  return (
    <>
      <DialogButton opens={dialog} size="sm" aria-label={`Rotate ${name}`}>
        Rotate
      </DialogButton>
      <Dialog id={dialog} title={`Rotate ${name}`}>
        <Form method="post">
          <input type="hidden" name="id" value={id} />
          <div className="dialog-body">
            <p>You get another key that may do the same. Put it in place before this one ends.</p>
            <Select
              field={{ id: `${dialog}-overlap`, name: 'overlapHours', initialValue: '24' }}
              label="This key"
              options={OVERLAPS}
            />
          </div>
          <DialogActions>
            <CloseButton closes={dialog} />
            <Button kind="primary" name="intent" value="rotate">
              Make the new key
            </Button>
          </DialogActions>
        </Form>
      </Dialog>
    </>
  );
}

function Revoke({ id, name }: ApiKeyItem) {
  const dialog = `revoke-${id}`;
  return (
    <>
      <DialogButton opens={dialog} size="sm" aria-label={`Revoke ${name}`}>
        Revoke
      </DialogButton>
      <Dialog id={dialog} title={`Revoke ${name}?`}>
        <Form method="post">
          <input type="hidden" name="id" value={id} />
          <div className="dialog-body">
            <p>Programs that use it are refused from their next request on. This cannot be undone.</p>
          </div>
          <DialogActions>
            <CloseButton closes={dialog} />
            <Button kind="danger" name="intent" value="revoke">
              Revoke
            </Button>
          </DialogActions>
        </Form>
      </Dialog>
    </>
  );
}
