// What happened with an organization: the note box, the entries by day, and the way to older ones.
import { MessageSquareText } from 'lucide-react';
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Composer } from '../../ui/composer.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { itemOf, type LeadActivity } from '../leads/lead-timeline.tsx';

interface OrganizationTimelineProps {
  id: string;
  activities: readonly LeadActivity[];
  /** where older entries are */
  olderHref: string | null;
  canNote: boolean;
  /** the refusal of the note form */
  answer?: FormAnswer | undefined;
}

/** The note form posts `intent=note` and `body` to the organization's own address. */
export function OrganizationTimeline({
  id,
  activities,
  olderHref,
  canNote,
  answer,
}: OrganizationTimelineProps) {
  const typed = answer?.submission?.initialValue?.['body'];
  const field = {
    id: 'note-body',
    name: 'body',
    required: true,
    errors: answer?.submission?.error?.['body'] ?? undefined,
    initialValue: typeof typed === 'string' ? typed : '',
  };
  return (
    <>
      {canNote && (
        <Composer
          action={paths.organization(id)}
          field={field}
          label="Note"
          placeholder="What did you learn? What comes next?"
          submit="Add note"
          draftKey={`note ${id}`}
          fields={{ intent: 'note' }}
        />
      )}
      <div>
        {activities.length === 0 ? (
          <EmptyState icon={MessageSquareText} title="Nothing has happened yet" headingLevel={3}>
            Notes, calls and meetings with this organization will stand here, newest first.
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
