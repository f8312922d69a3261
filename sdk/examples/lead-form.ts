// A form on your website whose enquiries become leads. The key stays on the server.
//   STREAMFLOW_URL=https://crm.example.com STREAMFLOW_KEY=sf_live_… PORT=8080 node lead-form.ts
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { ApiError, createClient } from 'streamflow';

const {
  STREAMFLOW_URL: url = 'http://localhost:3000',
  STREAMFLOW_KEY: apiKey = '',
  PORT = '8080',
} = process.env;
const crm = createClient({ url, apiKey });
const website = (await crm.leads.options()).sources.find((source) => source.key === 'website');

const server = createServer((req, res) => {
  answer(req).then(
    ({ status, html }) => res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(html),
    (error: unknown) => {
      console.error(error);
      res.writeHead(503).end('Please try again in a moment.');
    },
  );
});
server.listen(Number(PORT), () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(`listening on http://localhost:${address.port}`);
});

interface Answer {
  status: number;
  html: string;
}

async function answer(req: IncomingMessage): Promise<Answer> {
  if (req.method !== 'POST') return { status: 200, html: form() };
  const sent = new URLSearchParams(await bodyOf(req));
  const [name = '', email = '', message = '', once = randomUUID()] = ['name', 'email', 'message', 'once'].map(
    (field) => sent.get(field) ?? undefined,
  );
  const lead = { name, email: email || null, description: message, sourceId: website?.id ?? null };
  try {
    // the form's own number as the key: sent twice by an impatient finger, it is still one lead
    await crm.leads.create(lead, { idempotencyKey: once });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 422) return { status: 422, html: form(error.details) };
    if (error.slug !== 'lead.email_taken') throw error;
    // known already: the message goes to the lead that is there, and the visitor is not told
    const { existing } = (error.data ?? {}) as { existing?: { id: string } };
    if (existing)
      await crm.leads.addNote({ id: existing.id, body: message }, { idempotencyKey: `${once}-note` });
    else await crm.leads.create({ ...lead, keepApart: true }, { idempotencyKey: `${once}-apart` });
  }
  return { status: 200, html: '<p>Thank you, we will call you.</p>' };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req) {
    body += String(chunk);
    if (body.length > 100_000) throw new Error('That is more than a form holds.');
  }
  return body;
}

const form = (wrong: Record<string, string[]> = {}): string => `<!doctype html>
<form method="post">
  <input type="hidden" name="once" value="${randomUUID()}">
  ${field('name', 'Name', wrong)} ${field('email', 'E-mail', wrong)}
  <label>Message <textarea name="message" required></textarea></label>
  <button>Send</button>
</form>`;

const field = (name: string, label: string, wrong: Record<string, string[]>): string =>
  `<label>${label} <input name="${name}" required> ${(wrong[name] ?? []).map(escaped).join(' ')}</label>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
