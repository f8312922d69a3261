// Rows 1, 3 and 4 of the scoreboard: a file of leads through the real upload and a worker process, against COPY of the
// same rows by the superuser into a copy of the table without triggers or policies.
import { dataFolder } from '../support/data-folder.ts';
import { openAsBlob, rmSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql } from 'postgres';
import { signAccessToken } from '../../server/auth/tokens.ts';
import { doors } from '../../server/doors.ts';
import { env } from '../../server/env.ts';
import { createWebServer } from '../../server/http/server.ts';
import { makeTenant, type TestPerson } from '../support/factories.ts';
import { spread, type Spread } from './abba.ts';
import { inArena, type Arena } from './arena.ts';
import { writeLeadFile } from './lead-file.ts';
import { peakOf, resetPeak, serverMemory } from './memory.ts';
import { circumstances, keep, markdown } from './report.ts';
import { startWorkerProcess } from './worker-process.ts';

export const about = 'a file of leads through upload and worker, against COPY of the same rows';

const ROUND_ROWS = 20_000;
const SMALL = 10_000;
const LARGE = 200_000;

const noPages = (): never => {
  throw new Error('The bench asks for no page.');
};

interface Taken {
  seconds: number;
  walPerRow: number;
}

export async function run(options: { rounds: number; keep: boolean; args: string[] }): Promise<void> {
  const large = Number(options.args[0] ?? LARGE);
  await inArena(async (arena) => {
    const worker = await startWorkerProcess(arena.urls, dataFolder);
    const web = createWebServer({
      origin: env.PUBLIC_ORIGIN,
      routes: doors(),
      pages: noPages,
      onError: (error) => console.error(error),
    });
    const port = await web.listen(0, '127.0.0.1');
    try {
      const shares: { ours: Taken; raw: Taken }[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        const ours = await imported(arena, port, ROUND_ROWS);
        shares.push({ ours, raw: await copied(arena.admin, ours.tenantId, ROUND_ROWS) });
      }
      const memory: string[][] = [];
      for (const rows of [SMALL, large]) {
        memory.push(await watched(arena, worker.pid, rows, () => imported(arena, port, rows)));
      }
      const body = [
        '## Import of leads',
        circumstances(`npm run bench -- import ${large}`),
        NOTES,
        speedTable(shares),
        '### Memory at its peak',
        markdown(
          ['rows', 'seconds', 'rows a minute', 'worker', 'web (with the bench)', 'PostgreSQL'],
          memory,
        ),
      ].join('\n\n');
      console.log(body);
      if (options.keep) keep('import', body);
    } finally {
      await web.drain();
      await worker.stop();
    }
  });
}

const NOTES =
  `Ours, ${ROUND_ROWS.toLocaleString('en-US')} rows a round: the request with the file, detection, mapping, matching against what is there, leads, ` +
  'external ids, search words, audit events and the progress of the job, until the job says done; then COPY of the very same leads ' +
  'into `like crm.leads including all` without triggers, policies, words or audit. PostgreSQL’s memory is the sum of what its ' +
  'processes hold for themselves and their shares of shared memory (PSS), sampled four times a second.';

/** A new tenant's upload of `rows` rows, from the first byte sent to the job being done. */
async function imported({ admin }: Arena, port: number, rows: number): Promise<Taken & { tenantId: string }> {
  const tenant = await makeTenant();
  const file = path.join(dataFolder, 'leads.csv');
  await writeLeadFile(file, rows);
  const form = new FormData();
  form.set('file', await openAsBlob(file), 'leads.csv');
  const headers = { Authorization: `Bearer ${await bearerOf(tenant.user)}` };
  const wal = await walPosition(admin);
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/leads/import`, {
    method: 'POST',
    headers,
    body: form,
  });
  const { jobId } = (await answer.json()) as { jobId: string };
  if (answer.status !== 202) throw new Error(`The upload was answered with ${answer.status}`);
  await jobDone(admin, jobId);
  const seconds = (performance.now() - started) / 1000;
  rmSync(file);
  const [found] = await admin<[{ leads: number }]>`
    select count(*)::int as leads from crm.leads where tenant_id = ${tenant.tenantId}`;
  if (found.leads !== rows) throw new Error(`${found.leads} leads from ${rows} rows`);
  return { seconds, walPerRow: (await walSince(admin, wal)) / rows, tenantId: tenant.tenantId };
}

async function jobDone(admin: Sql, jobId: string): Promise<void> {
  for (;;) {
    const [job] = await admin<{ status: string; error: string | null }[]>`
      select status, error from crm.jobs where id = ${jobId}`;
    if (job?.status === 'done') return;
    if (job?.status === 'failed') throw new Error(job.error ?? 'the import failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The tenant's leads as COPY's own text, held ready, into a copy of the table. */
async function copied(admin: Sql, tenantId: string, rows: number): Promise<Taken> {
  const [{ columns }] = await admin<[{ columns: string }]>`
    select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = 'crm.leads'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
  await admin.unsafe('create table raw_leads (like crm.leads including all)');
  const pieces: Buffer[] = [];
  const hold = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(Buffer.from(piece));
      done();
    },
  });
  const select = `copy (select ${columns} from crm.leads where tenant_id = '${tenantId}' order by id) to stdout`;
  await pipeline(await admin.unsafe(select).readable(), hold);
  const wal = await walPosition(admin);
  const started = performance.now();
  await pipeline(pieces, await admin.unsafe(`copy raw_leads (${columns}) from stdin`).writable());
  const seconds = (performance.now() - started) / 1000;
  const walPerRow = (await walSince(admin, wal)) / rows;
  await admin.unsafe('drop table raw_leads');
  return { seconds, walPerRow };
}

async function watched(
  { postmaster }: Arena,
  worker: number,
  rows: number,
  work: () => Promise<Taken>,
): Promise<string[]> {
  resetPeak(worker);
  resetPeak(process.pid);
  let server = 0;
  const sampling = setInterval(() => {
    server = Math.max(server, serverMemory(postmaster));
  }, 250);
  const { seconds } = await work().finally(() => {
    clearInterval(sampling);
  });
  return [
    rows.toLocaleString('en-US'),
    seconds.toFixed(1),
    Math.round((rows / seconds) * 60).toLocaleString('en-US'),
    ...[peakOf(worker), peakOf(process.pid), server].map(megabytes),
  ];
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;

const walPosition = async (admin: Sql): Promise<string> => {
  const [row] = await admin<[{ at: string }]>`select pg_current_wal_insert_lsn()::text as at`;
  return row.at;
};

const walSince = async (admin: Sql, from: string): Promise<number> => {
  const [row] = await admin<[{ bytes: number }]>`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), ${from})::float8 as bytes`;
  return row.bytes;
};

function speedTable(shares: readonly { ours: Taken; raw: Taken }[]): string {
  const perMinute = (of: 'ours' | 'raw'): Spread =>
    spread(shares.map((share) => (ROUND_ROWS / share[of].seconds) * 60));
  const whole = ({ median, min, max }: Spread): string =>
    `${thousands(median)} (${thousands(min)}–${thousands(max)})`;
  const wal = (of: 'ours' | 'raw'): string => whole(spread(shares.map((share) => share[of].walPerRow)));
  const share = spread(shares.map(({ ours, raw }) => raw.seconds / ours.seconds));
  return markdown(
    ['', 'rows a minute', 'WAL bytes a row', 'speed against COPY'],
    [
      ['raw COPY', whole(perMinute('raw')), wal('raw'), '1.00'],
      [
        'import',
        whole(perMinute('ours')),
        wal('ours'),
        `${share.median.toFixed(2)} (${share.min.toFixed(2)}–${share.max.toFixed(2)})`,
      ],
    ],
  );
}

const bearerOf = (person: TestPerson): Promise<string> =>
  signAccessToken('streamflow-api', {
    sub: person.accountId,
    uid: person.userId,
    tid: person.tenantId,
    sid: person.sid,
    ep: 1,
    amr: ['pwd'],
    auth_time: Math.floor(Date.now() / 1000),
  });
