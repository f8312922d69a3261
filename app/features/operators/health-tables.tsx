// How the installation did in the last 15 minutes: all together by minute, and each process.
import type { HealthReport } from '../../contracts/operators.ts';
import { formatBytes, formatTime } from '../../format.ts';
import { Num, RelTime, useFormats } from '../../ui/formats.tsx';
import { EmptyState } from '../../ui/states.tsx';

const milliseconds = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} ms`);

export function HealthTables({ health: { minutes, processes } }: { health: HealthReport }) {
  const formats = useFormats();
  if (minutes.length === 0) {
    return (
      <EmptyState title="Nothing reported yet">
        Each process reports once a minute. Load this page again in a minute.
      </EmptyState>
    );
  }
  return (
    <>
      <section aria-label="Processes">
        <h2>Processes</h2>
        <div className="table-region" role="region" aria-label="Processes" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Process</th>
                <th scope="col">Seen</th>
                <th scope="col" className="cell-end">
                  Requests
                </th>
                <th scope="col" className="cell-end">
                  Errors
                </th>
                <th scope="col" className="cell-end">
                  p95
                </th>
                <th scope="col" className="cell-end">
                  Memory
                </th>
              </tr>
            </thead>
            <tbody>
              {processes.map((row) => (
                <tr key={row.process}>
                  <th scope="row">{row.process}</th>
                  <td data-label="Seen">
                    <RelTime at={row.lastSeen} />
                  </td>
                  <td data-label="Requests" className="cell-end">
                    <Num value={row.requests} />
                  </td>
                  <td data-label="Errors" className="cell-end">
                    <Num value={row.errors} />
                  </td>
                  <td data-label="p95" className="cell-end">
                    {milliseconds(row.p95Ms)}
                  </td>
                  <td data-label="Memory" className="cell-end">
                    {row.rssBytes === null ? '–' : formatBytes(row.rssBytes, formats)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-label="Last 15 minutes">
        <h2>Last 15 minutes</h2>
        <div className="table-region" role="region" aria-label="Last 15 minutes" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Minute</th>
                <th scope="col" className="cell-end">
                  Requests
                </th>
                <th scope="col" className="cell-end">
                  Errors
                </th>
                <th scope="col" className="cell-end">
                  p95
                </th>
                <th scope="col" className="cell-end">
                  Jobs done
                </th>
                <th scope="col" className="cell-end">
                  Jobs failed
                </th>
              </tr>
            </thead>
            <tbody>
              {minutes.map((row) => (
                <tr key={row.minute}>
                  <th scope="row">{formatTime(row.minute, formats)} UTC</th>
                  <td data-label="Requests" className="cell-end">
                    <Num value={row.requests} />
                  </td>
                  <td data-label="Errors" className="cell-end">
                    <Num value={row.errors} />
                  </td>
                  <td data-label="p95" className="cell-end">
                    {milliseconds(row.p95Ms)}
                  </td>
                  <td data-label="Jobs done" className="cell-end">
                    <Num value={row.jobsDone} />
                  </td>
                  <td data-label="Jobs failed" className="cell-end">
                    <Num value={row.jobsFailed} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
