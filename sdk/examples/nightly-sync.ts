// Keeps a file of all leads up to date, one JSON object per line, and asks each night only for what changed since.
//   STREAMFLOW_URL=https://crm.example.com STREAMFLOW_KEY=sf_live_… node nightly-sync.ts leads.jsonl
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createClient, type LeadsListOutput } from 'streamflow';

type Lead = LeadsListOutput['items'][number];

const { STREAMFLOW_URL: url = 'http://localhost:3000', STREAMFLOW_KEY: apiKey = '' } = process.env;
const file = process.argv[2] ?? 'leads.jsonl';
const crm = createClient({ url, apiKey });

const leads = new Map<string, Lead>();
if (existsSync(file)) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const lead = JSON.parse(line) as Lead;
    leads.set(lead.id, lead);
  }
}

// Where the last run ended. A change that was being written at that moment may carry a slightly earlier time, hence the
// minute before it; leads that come twice simply replace themselves.
const newest = [...leads.values()]
  .map((lead) => Date.parse(lead.updatedAt))
  .reduce((a, b) => Math.max(a, b), 0);
const since = newest > 0 ? [`updated.after.${new Date(newest - 60_000).toISOString()}`] : [];

let changed = 0;
for await (const lead of crm.leads.iterate({
  f: ['archived.is.any', ...since],
  sort: 'updated_at',
  limit: 100,
})) {
  if (leads.get(lead.id)?.version !== lead.version) changed += 1;
  leads.set(lead.id, lead);
}

// Written beside and moved in place: a run that is interrupted leaves the old file whole.
writeFileSync(`${file}.new`, [...leads.values()].map((lead) => `${JSON.stringify(lead)}\n`).join(''));
renameSync(`${file}.new`, file);
console.log(`${changed} of ${leads.size} leads changed`);
