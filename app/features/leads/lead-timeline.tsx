// What happened to a lead: the note box, the entries by day, and the way to older ones.
import { ArrowRightLeft, CalendarDays, Mail, MessageSquareText, Phone, Sparkle } from 'lucide-react';
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Composer } from '../../ui/composer.tsx';
import type { IconType } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx';

export type ActivityKind = 'note' | 'call' | 'email' | 'meeting' | 'stage_change' | 'system';

export interface LeadActivity {
  id: string;
  kind: ActivityKind;
  subject: string | null;
  body: string | null;
  author: { id: string; name: string } | null;
  occurredAt: string;
}

interface LeadTimelineProps {
  leadId: string;
  activities: readonly LeadActivity[];
  /** where older entries are */
  olderHref: string | null;
  canNote: boolean;
  /** the refusal of the note form */
  answer?: FormAnswer | undefined;
}

/** The note form posts `intent=note` and `body` to the lead's own address. */
export function LeadTimeline({ leadId, activities, olderHref, canNote, answer }: LeadTimelineProps) {
  const { submission } = answer ?? {};
  const typed = submission?.initialValue?.['body'];
  const field = {
    id: 'note-body',
    name: 'body',
    required: true,
    errors: submission?.error?.['body'] ?? undefined,
    initialValue: typeof typed === 'string' ? typed : '',
  };
  return (
    <>
      {canNote && (
        <Composer
          action={paths.lead(leadId)}
          field={field}
          label="Note"
          placeholder="What did you learn? What comes next?"
          submit="Add note"
          draftKey={`note ${leadId}`}
          fields={{ intent: 'note' }}
        />
      )}
      <div>
        {activities.length === 0 ? (
          <EmptyState icon={MessageSquareText} title="Nothing has happened yet" headingLevel={3}>
            Notes, calls and changes of this lead will stand here, newest first.
          </EmptyState>
        ) : (
          <Timeline label="Timeline" items={activities.map(itemOf)} />
        )}
        {olderHref && (
          <Link to={olderHref} className="btn btn-secondary btn-sm" preventScrollReset>
            Show older
          </Link>
        )}
      </div>
    </>
  );
}

const KINDS: Readonly<Record<ActivityKind, { icon: IconType; did: string }>> = {
  note: { icon: MessageSquareText, did: 'wrote a note' },
  call: { icon: Phone, did: 'called' },
  email: { icon: Mail, did: 'wrote an e-mail' },
  meeting: { icon: CalendarDays, did: 'met' },
  stage_change: { icon: ArrowRightLeft, did: 'moved the stage' },
  system: { icon: Sparkle, did: '' },
};

export function itemOf({ id, kind, subject, body, author, occurredAt }: LeadActivity): TimelineItem {
  const { icon, did } = KINDS[kind];
  const said =
    kind === 'stage_change' && subject
      ? `moved the stage: ${subject}`
      : [did, subject].filter(Boolean).join(': ');
  const sentence = author ? said : said.charAt(0).toUpperCase() + said.slice(1);
  return { id, at: occurredAt, actor: author, icon, did: sentence, body };
}
