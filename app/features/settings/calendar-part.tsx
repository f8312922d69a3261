// One's tasks in the calendar one uses anyway: an address to subscribe to, shown once, made anew or ended.
import type { CalendarFeed } from '../../contracts/calendar.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { SettingsPart } from './settings-frame.tsx';

interface CalendarPartProps {
  feed: CalendarFeed;
  /** of a feed that was made just now */
  address: string | null;
}

export const CalendarPart = ({ feed, address }: CalendarPartProps) => (
  <SettingsPart
    title="Calendar"
    id="calendar"
    lead="Subscribe to an address in your calendar and it shows your open tasks on the day they are due."
  >
    {address !== null && (
      <>
        <CodeBlock label="Your calendar address" text={address} />
        <p>
          Add it as a calendar by URL. It is not shown again, and whoever has it can read your tasks: keep it
          to yourself.
        </p>
      </>
    )}
    {feed && address === null && (
      <p>
        You made an address <RelTime at={feed.createdAt} />.{' '}
        {feed.lastUsedAt === null ? (
          'No calendar has read it yet.'
        ) : (
          <>
            A calendar last read it <RelTime at={feed.lastUsedAt} />.
          </>
        )}{' '}
        A new one takes its place.
      </p>
    )}
    <Form method="post">
      <div className="form-actions">
        <FeedButton intent="makeFeed">{feed ? 'Make a new address' : 'Make an address'}</FeedButton>
        {feed && <FeedButton intent="endFeed">End the address</FeedButton>}
      </div>
    </Form>
  </SettingsPart>
);

function FeedButton({ intent, children }: { intent: string; children: string }) {
  const isPending = useNavigation().formData?.get('intent') === intent;
  return (
    <Button name="intent" value={intent} pending={isPending}>
      {children}
    </Button>
  );
}
