// The log lines of one request, found by the id that every answer carries.
import type { LogLine } from '../../contracts/operators.ts';
import { paths } from '../../paths.ts';
import { Form } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { EmptyState } from '../../ui/states.tsx';

interface LogSearchProps {
  wanted: string;
  /** null before anything was asked */
  lines: readonly LogLine[] | null;
  fault: string | null;
}

export function LogSearch({ wanted, lines, fault }: LogSearchProps) {
  const field = { id: 'request', name: 'request', initialValue: wanted, ...(fault && { errors: [fault] }) };
  return (
    <section aria-label="Log lines of a request">
      <h2>Log lines of a request</h2>
      <Form method="get" action={paths.adminHealth()} className="form">
        <Input
          field={field}
          label="Request id"
          autoComplete="off"
          hint="Every answer carries it as X-Request-Id; error pages show it."
        />
        <div className="form-actions">
          <Button kind="primary">Find</Button>
        </div>
      </Form>
      {lines && (lines.length === 0 ? <NoLines wanted={wanted} /> : <Lines lines={lines} />)}
    </section>
  );
}

const NoLines = ({ wanted }: { wanted: string }) => (
  <EmptyState title="No log lines" headingLevel={3}>
    Nothing about {wanted} in this machine’s logs. They may have been rotated away, or another machine
    answered.
  </EmptyState>
);

const Lines = ({ lines }: { lines: readonly LogLine[] }) => (
  <div className="table-region" role="region" aria-label="Log lines" tabIndex={0}>
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Process</th>
          <th scope="col">Level</th>
          <th scope="col">Message</th>
          <th scope="col">Facts</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={`${line.at} ${at}`}>
            <th scope="row">{line.at}</th>
            <td data-label="Process">{line.process}</td>
            <td data-label="Level">{line.level}</td>
            <td data-label="Message">{line.message}</td>
            <td data-label="Facts">
              <code>{line.facts}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
