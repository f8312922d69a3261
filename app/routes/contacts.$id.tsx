import { contactGrammar } from '../contracts/contacts.ts';
import { customOf } from '../edge/custom-values.server.ts';
import { contactFactActions, openContactFact } from '../edge/fact-forms.server.ts';
import { filesFor } from '../edge/files.server.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { dealsOf } from '../edge/opportunities.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { aroundOf } from '../edge/place.server.ts';
import { recordActions } from '../edge/record.server.ts';
import { timelineActions, timelineFor } from '../edge/timeline.server.ts';
import { RecordTimeline } from '../features/activities/record-timeline.tsx';
import { contactFields } from '../features/contacts/contact-form.tsx';
import { recordOf } from '../features/contacts/contact-page.ts';
import { ContactFacts } from '../features/contacts/contact-record.tsx';
import { RelatedOpportunities, relatedOf } from '../features/opportunities/related-opportunities.tsx';
import { Attachments } from '../features/records/attachments.tsx';
import { customFormFields } from '../features/records/custom-facts.tsx';
import { FactsEditing } from '../features/records/fact-editing.tsx';
import { RecordTitle } from '../features/records/place.tsx';
import { RecordFault } from '../features/records/record-fault.tsx';
import { RecordHeader, useRecordRights } from '../features/records/record-header.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.contact.name ?? 'Contact'} · StreamFlow` },
];

export const loader = pageLoader(async (page) => {
  const { caller, params } = page;
  const id = params.id ?? '';
  const [contact, options, timeline, around, deals, attachments] = await Promise.all([
    caller.contacts.get({ id }),
    caller.contacts.options(),
    timelineFor(page, caller.contacts, id),
    aroundOf(page, contactGrammar, caller.contacts),
    dealsOf(caller, 'contact', id),
    filesFor(page, caller.contacts, id),
  ]);
  return {
    contact: recordOf(contact),
    open: await openContactFact(page, contact),
    owners: options.owners,
    custom: await customOf(page, 'contact', options),
    ...around,
    attachments,
    timeline,
    deals: deals && relatedOf(deals),
  };
});

export const action = actionsByIntent({
  ...contactFactActions,
  ...recordActions('contact', ({ contacts }) => contacts),
  ...timelineActions('contact', ({ contacts }) => contacts),
});

export default function Contact() {
  const { contact, open, custom, owners, names, place, timeline, deals, attachments } =
    useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const may = useMay();
  const rights = useRecordRights('contact');
  return (
    <>
      <RecordTitle noun="contact" title={contact.name} place={place} />
      <div className="record">
        <aside className="record-facts" aria-label="Facts">
          <FactsEditing
            noun="contact"
            record={contact}
            fields={[...contactFields, ...customFormFields(custom, contact.custom)]}
            open={open}
          >
            <RecordHeader
              noun="contact"
              record={contact}
              rights={rights}
              owners={owners}
              tagNames={names}
              subtitle={[contact.title, contact.organization?.name].filter(Boolean).join(', ')}
            />
            <RelatedOpportunities of={deals} about={{ contact: contact.id }} />
            <ContactFacts contact={contact} custom={custom} />
            <Attachments noun="contact" recordId={contact.id} attachments={attachments} />
          </FactsEditing>
        </aside>
        <div className="record-story">
          <RecordTimeline
            timeline={timeline}
            home={paths.contact(contact.id)}
            recordId={contact.id}
            noun="contact"
            canWrite={may('activity:create')}
            answer={answer}
          />
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <RecordFault noun="contact" />;
}
