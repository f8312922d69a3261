// Figures, long work, and what stands where there is nothing to show.
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { WidgetFault } from '../../ui/fault.tsx';
import { Money } from '../../ui/formats.tsx';
import { Bar, Kpi } from '../../ui/kpi.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Denied, EmptyState, ErrorState, Unseen } from '../../ui/states.tsx';
import { Section } from './parts.tsx';

export const Figures = () => (
  <Section title="Kpi, Bar, Progress, Meter, Skeleton, CodeBlock">
    <div className="kpi-row">
      <Kpi label="Open" figure="27" note="4 more than last week" to={paths.leads()} />
      <Kpi
        label="Weighted"
        figure={<Money minor={18_174_000} currency="USD" compact />}
        note="of $518.9K"
        to={paths.leads()}
      />
      <Kpi label="Won this quarter" figure="6" to={paths.leads()} />
    </div>
    <div className="gallery-stack">
      <Bar share={0.62} />
      <Progress label="Importing" done={1_284} total={3_900} secondsLeft={75} unit="rows" />
      <Progress label="Counting rows" done={1_284} total={null} unit="rows" />
      <Progress label="Done" done={3_900} total={3_900} unit="rows" />
      <Meter label="Records" value={4_120} max={10_000} />
      <Meter label="Seats" value={9} max={10} />
      <Meter label="Storage" value={1_204} max={1_000} />
      <Skeleton lines={4} />
      <CodeBlock
        label="curl"
        text={'curl https://crm.example/api/leads \\\n  -H "Authorization: Bearer $KEY"'}
      />
    </div>
  </Section>
);

export const States = () => (
  <Section title="EmptyState, ErrorState, Denied, Unseen, WidgetFault">
    <div className="gallery-grid">
      <EmptyState
        icon="inbox"
        title="No leads yet"
        headingLevel={3}
        actions={<Button kind="primary">New Lead</Button>}
      >
        Add the first one, or bring a whole list as a CSV file.
      </EmptyState>
      <ErrorState
        title="The list could not be loaded"
        headingLevel={3}
        requestId="0197a3c2-5d1e-7c44-9a70-1f2e3d4c5b6a"
        actions={<Button>Retry</Button>}
      >
        The database is restarting. Try again in a moment.
      </ErrorState>
      <Denied permission="lead:read" />
      <Unseen many="leads" scope="your own" headingLevel={3} />
      <WidgetFault
        title="Pipeline could not be loaded"
        message="That took too long and was stopped."
        requestId="0197a3c2-5d1e-7c44"
      />
    </div>
  </Section>
);
