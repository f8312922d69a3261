import { apiKeyForm, apiKeyRefForm, rotateKeyForm } from '../contracts/api-keys.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { scopesFor } from '../edge/scopes.server.ts';
import { showingOnce, takenOnce } from '../edge/shown-once.server.ts';
import { Guarded } from '../features/accounts/security-forms.tsx';
import { KeyForm } from '../features/api-keys/key-form.tsx';
import { KeyList } from '../features/api-keys/key-list.tsx';
import { NewKey } from '../features/api-keys/new-key.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { data, useLoaderData, type MetaFunction } from '../remix.ts';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';

export const meta: MetaFunction = () => [{ title: 'API keys · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller, origin } = page;
  const [{ items }, { sudoUntil }, { permissions }] = await Promise.all([
    caller.apiKeys.list(),
    caller.auth.security(),
    caller.auth.me(),
  ]);
  const { text: secret, headers } = takenOnce(page, paths.apiKeys);
  const isAdmin = permissions.includes('admin:*');
  const mayCreate = isAdmin || permissions.includes('apikey:create');
  const groups = mayCreate ? scopesFor(permissions) : [];
  return data(
    { keys: items, isOpen: sudoUntil !== null, origin, secret, groups, isAdmin, mayCreate },
    { headers },
  );
});

export const action = actionsByIntent({
  create: formAction(apiKeyForm, async (page, input) => {
    const { secret } = await page.caller.apiKeys.create(input);
    return showingOnce(paths.apiKeys, secret, page);
  }),
  rotate: formAction(rotateKeyForm, async (page, input) => {
    const { secret } = await page.caller.apiKeys.rotate(input);
    return showingOnce(paths.apiKeys, secret, page);
  }),
  revoke: formAction(apiKeyRefForm, async ({ caller, secure }, { id }) => {
    await caller.apiKeys.revoke({ id });
    return flashing(paths.apiKeys, { tone: 'ok', text: 'The key is revoked.' }, secure);
  }),
});

export default function ApiKeysPage() {
  const { keys, isOpen, origin, secret, groups, isAdmin, mayCreate } = useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const isOfForm = answer?.submission?.initialValue?.intent === 'create';
  return (
    <>
      {secret !== null && <NewKey secret={secret} origin={origin} />}
      {!isOpen && <Guarded page={paths.apiKeys} />}
      {!isOfForm && <FormErrors errors={answer?.refusal && [answer.refusal.message]} />}
      <KeyList keys={keys} />
      {isOpen && mayCreate && (
        <KeyForm
          key={secret ?? ''}
          answer={isOfForm ? answer : undefined}
          groups={groups}
          isAdmin={isAdmin}
        />
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
