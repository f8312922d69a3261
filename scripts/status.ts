// `npm run status [-- --json]`: what runs on this data folder. Exit code 0 when it runs, 3 when it does not.
import { parseArgs } from 'node:util';
import { dataDir, env } from '../server/env.ts';
import { command } from './start/command.ts';
import { placesOf } from './start/places.ts';
import type { PartReport, Report } from './start/report.ts';
import { isRunningAtAll, reportOf } from './start/report.ts';
import { version } from './start/state.ts';

const NOT_RUNNING = 3;

await command(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const places = placesOf(dataDir);
  const report = await reportOf(places, !env.externalDatabase);
  const running = isRunningAtAll(report);
  if (values.json)
    console.log(JSON.stringify({ running, version: version(), data: places.data, ...report }, null, 2));
  else print(report, running);
  return running ? 0 : NOT_RUNNING;
});

function print(report: Report, running: boolean): void {
  const row = (label: string, text: string): void => console.log(`  ${label.padEnd(12)}${text}`);
  const url = report.parts.find(({ state }) => state?.url)?.state?.url;
  console.log(`StreamFlow ${version()} ${running ? `runs${url ? ` at ${url}` : ''}` : 'is not running'}`);
  for (const part of report.parts) printPart(part, row);
  if (report.health) {
    const { ready, answer, ms } = report.health;
    row('health', `${ready ? 'ready' : 'not ready'} (${answer}, ${ms} ms)`);
  }
  if (report.postgres) {
    const { pid, port, status, dataDir: folder } = report.postgres;
    row('postgres', `pid ${pid}, 127.0.0.1:${port}, ${status}, ${folder}`);
  } else if (env.externalDatabase) row('postgres', 'external (DATABASE_URL)');
  row('data', dataDir);
  row('logs', placesOf(dataDir).logs);
}

function printPart(part: PartReport, row: (label: string, text: string) => void): void {
  if (part.supervisor) {
    const { pid, since } = part.supervisor;
    row(
      part.part === 'all' ? 'supervisor' : 'worker only',
      `pid ${pid}, ${part.state?.phase ?? ''} since ${since}`,
    );
  }
  for (const { name, pid, restarts } of part.children) {
    const left = part.supervisor ? '' : ', left behind';
    row(name, `pid ${pid}${restarts > 0 ? `, restarted ${restarts} times` : ''}${left}`);
  }
}
