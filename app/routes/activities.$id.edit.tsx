import { editEntryForm } from '../contracts/activity-forms.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { placed, useListMark } from '../features/records/place.tsx';
import { useFormAnswer, useServerForm } from '../forms.ts';
import { paths } from '../paths.ts';
import { Form, useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { FormErrors, Input, Textarea } from '../ui/field.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit an entry · StreamFlow' }];

export const loader = formLoader('activity:update', async ({ caller, params }) => {
  const { id, version, kind, subject, body, record } = await caller.activities.get({ id: params.id ?? '' });
  return { id, version, kind, subject: subject ?? '', body: body ?? '', record };
});

export const action = formAction(
  editEntryForm,
  async ({ caller, params, secure, url }, { version, subject, body }) => {
    const id = params.id ?? '';
    // browsers leave out what was emptied
    await caller.activities.update({ id, version, subject: subject ?? null, body: body ?? null });
    const { record } = await caller.activities.get({ id });
    const home = `${placed(paths.record(record.noun, record.id), url.searchParams.get('list'))}#a-${id}`;
    return flashing(home, { tone: 'ok', text: 'Saved.' }, secure);
  },
);

interface Values extends Record<string, unknown> {
  subject: string;
  body: string;
}

export default function EditEntry() {
  const { version, kind, subject, body, record } = useLoaderData<typeof loader>();
  const start = { subject, body };
  const { form, fields, formProps } = useServerForm<Values>({ id: 'entry', answer: useFormAnswer(), start });
  const home = placed(paths.record(record.noun, record.id), useListMark());
  return (
    <>
      <PageHeader
        title={kind === 'note' ? 'Edit note' : 'Edit entry'}
        back={{ to: home, label: record.name }}
      />
      <div className="page page-narrow">
        <Form method="post" className="form" {...formProps}>
          <FormErrors errors={form.errors} />
          <input type="hidden" name="version" value={version} />
          {kind !== 'note' && <Input field={fields.subject} label="Subject" maxLength={300} />}
          <Textarea
            field={fields.body}
            label={kind === 'note' ? 'Note' : 'What was said'}
            hint="Markdown works; @ and a name mentions a colleague."
            rows={10}
          />
          <div className="form-actions">
            <Button kind="primary">Save</Button>
            <LinkButton to={home}>Cancel</LinkButton>
          </div>
        </Form>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
