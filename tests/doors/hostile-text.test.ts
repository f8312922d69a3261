// Every hostile string through every free-text field of the router, found in its input schemas: what is taken comes back
// byte for byte, trimmed; what is not is refused in the envelope with the field's name; nothing is ever a fault.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalizeEmail } from '../../app/contracts/email.ts';
import { env } from '../../server/env.ts';
import { formBytes, send } from '../imports/form.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { salesOf, type SalesPipeline } from '../support/deals.ts';
import { openSudo } from '../support/records.ts';
import { idKeys, sampleInput } from '../support/sample-input.ts';
import { nameOf, textProcedures, withText, type TextField, type TextProcedure } from './hostile/fields.ts';
import { homes, neverShown } from './hostile/homes.ts';
import { makeRecords } from './hostile/records.ts';
import { aimedStrings, cutTo, isStorable, naughtyStrings } from './hostile/strings.ts';

type Fields = Record<string, unknown>;

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let bystander: string;
let sales: SalesPipeline;
let importId: string;
let token: string;
const { LIMIT_FACTOR, SIGNUP_NEUTRAL } = env;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  sales = await salesOf(acme);
  bystander = await makeLead(acme, { ownerId: acme.user.userId, name: 'Bystander' });
  const file = { name: 'file', value: 'Name,Email\r\nAda,ada@example.test\r\n', fileName: 'leads.csv' };
  const page = { path: '/import/upload', headers: { Accept: 'application/json' } };
  importId = (await send(api, acme.user, new Uint8Array(formBytes([file])), page)).body.id ?? '';
  Object.assign(env, { LIMIT_FACTOR: 1000, SIGNUP_NEUTRAL: false });
});
afterAll(() => {
  Object.assign(env, { LIMIT_FACTOR, SIGNUP_NEUTRAL });
});

/** With the small budget each procedure takes its turn: one in so many of the naughty ones and of those that were aimed. */
const TURNS = process.env['TEST_BUDGET'] === 'full' ? { naughty: 1, aimed: 1 } : { naughty: 32, aimed: 2 };

const UNSTORABLE = [...naughtyStrings, ...aimedStrings].filter((text) => !isStorable(text));

/** The strings a procedure is given; between them the procedures take every string. */
function stringsFor(name: string): readonly string[] {
  const place = textProcedures.findIndex((procedure) => procedure.name === name);
  const inTurn = (turns: number) => (_text: string, at: number) => at % turns === place % turns;
  return [...naughtyStrings.filter(inTurn(TURNS.naughty)), ...aimedStrings.filter(inTurn(TURNS.aimed))];
}

/** Thousands of requests: slow on a busy machine, never by one of them. */
const SLOW = 240_000;

interface Answer {
  status: number;
  text: string;
  data: Fields;
  error: Fields & { details?: Record<string, string[]> };
}

async function call(name: string, isMutation: boolean, input: Fields): Promise<Answer> {
  const sent = JSON.stringify(input);
  const headers: Record<string, string> = isPublic.has(name)
    ? { Origin: 'http://localhost:3000' }
    : { Authorization: `Bearer ${token}` };
  const response = isMutation
    ? await fetch(`${api.url}/api/trpc/${name}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: sent,
      })
    : await fetch(`${api.url}/api/trpc/${name}?input=${encodeURIComponent(sent)}`, { headers });
  const text = await response.text();
  const body = JSON.parse(text) as { result?: { data: Fields }; error?: { data: Answer['error'] } };
  return { status: response.status, text, data: body.result?.data ?? {}, error: body.error?.data ?? {} };
}

const isPublic = new Set(textProcedures.filter((procedure) => procedure.isPublic).map(({ name }) => name));

const ask = async (name: string, input: Fields): Promise<Fields> => (await call(name, false, input)).data;

const LEAKS = /\\n +at |node_modules|\.ts:\d+|syntax error|relation \\?"|invalid input|violates|SQLSTATE/;

/** A refusal says in the envelope what is wrong, by field where it is the input's fault, and nothing of the inside. */
function expectClear(text: string, { status, error, text: body }: Answer): void {
  expect([text, status, status < 500]).toEqual([text, status, true]);
  if (status < 400) return;
  expect(body).not.toMatch(LEAKS);
  expect(error).toMatchObject({
    message: expect.stringMatching(/\w/),
    requestId: expect.stringMatching(/^\S{8,}$/),
  });
  if (status === 400 || status === 422) expect(Object.keys(error.details ?? {})).not.toEqual([]);
}

async function inBatches(name: string, run: (text: string, at: number) => Promise<void>): Promise<void> {
  const left = stringsFor(name).map((text, at) => [text, at] as const);
  const atOnce = homes[name]?.isShared ? 1 : 8;
  while (left.length) {
    await Promise.all(left.splice(0, atOnce).map(([text, at]) => run(text, at)));
    // a person keeps fifty views of a noun, and a noun has fifty fields
    if (name === 'customFields.create') await database.admin`delete from crm.custom_fields`;
    if (name === 'views.create') await database.admin`delete from crm.saved_views`;
  }
}

/** The records a procedure names: one of its own for each call. */
async function recordsFor({ name, input }: TextProcedure): Promise<string[]> {
  const keys = idKeys(input);
  const noun = keys.includes('id') ? name.split('.')[0] : keys.includes('leadId') ? 'leads' : undefined;
  if (noun === undefined) return [];
  const many = stringsFor(name).length;
  return noun === 'imports' ? Array.from({ length: many }, () => importId) : makeRecords(noun, acme, many);
}

/** A valid input whose ids are of records at rest. */
function baseFor({ name, input }: TextProcedure, id = '', at = 0): Fields {
  const leadId = idKeys(input).includes('id') ? '' : id;
  const ids: Record<string, string> = { id, leadId, stageId: acme.stageId, ownerId: acme.user.userId };
  const sample = sampleInput(input, (key) => ids[key] ?? '') as Fields;
  const absent = [
    'sourceId',
    'parentId',
    'leadId',
    'organizationId',
    'contactId',
    'opportunityId',
    'assigneeId',
    'managerId',
  ];
  const base: Fields = Object.fromEntries(
    Object.entries(sample).filter(([key, value]) => value !== '' || !absent.includes(key)),
  );
  // hostile names differ by what folding takes away
  if (/^organizations\.(create|replace|update)$/.test(name)) base.keepApart = true;
  if (name.startsWith('opportunities.') && base.stageId) base.stageId = sales.stage('proposal');
  if (name.startsWith('customFields.') && base.type) base.type = 'select';
  if (name === 'leads.convert')
    return { id: base.id, version: 1, firstName: 'Ada', organizationName: null, opportunity: {} };
  if (name === 'invites.createMany') return { emails: [`invited-${at}@example.test`], role: 'user' };
  if (name === 'imports.map') return { ...base, columns: [{ index: 0, field: 'name' }] };
  if (name === 'invites.create') return { email: `invited-${at}@example.test`, role: 'user' };
  if (name === 'auth.register')
    return { ...base, email: `hostile-${at}@example.test`, password: 'seven green bottles' };
  return base;
}

const NAMED = (details: Record<string, string[]> | undefined, field: TextField): boolean =>
  Object.keys(details ?? {})
    // the place in a list is no part of a field's name
    .map((key) => key.replace(/\.\d+(?=\.)/g, ''))
    .some((key) => key === nameOf(field) || key.startsWith(`${nameOf(field)}.`));

function expected(field: TextField, text: string): string | null {
  const words = text.trim() || null;
  if (nameOf(field) === 'emails') return normalizeEmail(text) ?? words;
  return nameOf(field) === 'email' ? normalizeEmail(text) : words;
}

describe.each(textProcedures.filter(({ isMutation }) => isMutation))(
  '$name',
  { timeout: SLOW },
  (procedure) => {
    const { name, fields } = procedure;
    const hidden = neverShown[name] ?? [];
    const shown = fields.filter((field) => !hidden.includes(nameOf(field)));

    let records: string[];

    beforeAll(async () => {
      token = await api.bearer(
        /^(customFields|invites|pipelines|roles|tags|teams|users)\./.test(name) ? acme.admin : acme.user,
      );
      await openSudo(acme.user);
      records = await recordsFor(procedure);
    });

    it('says where its words are read back, or that they are not', () => {
      expect(shown.length === 0 || homes[name] !== undefined).toBe(true);
    });

    if (shown.length > 0) {
      it('gives every string back as it came, or refuses it by field', async () => {
        await inBatches(name, async (text, at) => {
          let left = shown;
          for (;;) {
            const input = left.reduce(
              (made, field) => withText(made, field, cutTo(text, field.max)),
              baseFor(procedure, records[at], at),
            );
            const answer = await call(name, true, input);
            expectClear(text, answer);
            if (answer.status === 200) {
              const found = (id: unknown) =>
                database.admin<Fields[]>`select name from crm.users where id = ${String(id)}`;
              const first = async (id: unknown) => (await found(id))[0] ?? {};
              const kept = await homes[name]?.read(
                ask,
                answer.data,
                name === 'auth.register' ? { found: first } : input,
              );
              for (const field of left) {
                if (kept && nameOf(field) in kept) {
                  expect([nameOf(field), kept[nameOf(field)]]).toEqual([
                    nameOf(field),
                    expected(field, cutTo(text, field.max)),
                  ]);
                }
              }
              return;
            }
            const refused = left.filter((field) => NAMED(answer.error.details, field));
            expect([text, answer.status, answer.error.details, refused.length > 0]).toEqual([
              text,
              answer.status,
              answer.error.details,
              true,
            ]);
            left = left.filter((field) => !refused.includes(field));
            if (left.length === 0) return;
          }
        });
      });

      it('refuses what cannot be stored in each field, by its name', async () => {
        for (const text of UNSTORABLE) {
          for (const field of shown) {
            const answer = await call(name, true, withText(baseFor(procedure, records[0]), field, text));
            expect([nameOf(field), answer.status]).toEqual([nameOf(field), 422]);
            expect(NAMED(answer.error.details, field)).toBe(true);
          }
        }
      });
    }

    it.each(
      fields.filter((field) => hidden.includes(nameOf(field))).map((field) => ({ field, of: nameOf(field) })),
    )('takes or refuses every string as $of', async ({ field }) => {
      await inBatches(name, async (text, at) => {
        expectClear(
          text,
          await call(
            name,
            true,
            withText(baseFor(procedure, records[at], at), field, cutTo(text, field.max)),
          ),
        );
      });
    });
  },
);

const asked = textProcedures
  .filter(({ isMutation }) => !isMutation)
  .flatMap((procedure) =>
    procedure.fields.map((field) => ({ procedure, field, of: `${nameOf(field)} of ${procedure.name}` })),
  );

it.each(asked)(
  'every string as $of is an answer or a refusal',
  { timeout: SLOW },
  async ({ procedure, field }) => {
    token = await api.bearer(acme.user);
    const records = await recordsFor(procedure);
    await inBatches(procedure.name, async (text, at) => {
      const input = withText(baseFor(procedure, records[at], at), field, cutTo(text, field.max));
      expectClear(text, await call(procedure.name, false, input));
    });
  },
);

it('between them the procedures take every string', () => {
  const taken = new Set(textProcedures.flatMap(({ name }) => stringsFor(name)));
  expect([...naughtyStrings, ...aimedStrings].filter((text) => !taken.has(text))).toEqual([]);
});

it('every other row has been left alone', async () => {
  const rows = await database.admin`select name, version from crm.leads where id = ${bystander}`;
  expect([...rows]).toEqual([{ name: 'Bystander', version: 1 }]);
});
