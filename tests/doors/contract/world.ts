// The two tenants of the contract test, and what its calls need in them: people with passwords, files, limits to spend.
import { request } from 'node:http';
import { eq } from 'drizzle-orm';
import { vi, type MockInstance } from 'vitest';
import { uuidv7 } from '../../../db/ids.ts';
import { accounts, tasks, userRoles } from '../../../db/schema/index.ts';
import { withAuth } from '../../../db/system.ts';
import { createApiKey } from '../../../server/auth/api-keys.ts';
import { insertToken, type TokenPurpose } from '../../../server/auth/one-time-tokens.queries.ts';
import { hashPassword } from '../../../server/auth/password.ts';
import { hashSecret, newSecret } from '../../../server/auth/refresh-token.ts';
import { env } from '../../../server/env.ts';
import { csv, formBytes, BOUNDARY } from '../../imports/form.ts';
import { startApi, type Api } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  arrange,
  makePerson,
  makeTenant,
  type TestPerson,
  type TestTenant,
} from '../../support/factories.ts';
import { piecesOf } from '../../support/hearing.ts';
import { mark } from '../../support/mark.ts';
import type { Answer, Operation } from './document.ts';

export const PASSWORD = 'seven green bottles';
export const OURS = { Origin: 'http://localhost:3000' };

/** One request to an operation. */
export interface Call {
  /** whose credential: a person's token, the text of a credential, or nobody's */
  as: TestPerson | string | null;
  path?: Record<string, string>;
  query?: Record<string, string>;
  /** an object is sent as JSON, text and bytes as they are */
  body?: unknown;
  headers?: Record<string, string>;
}

type Setting = keyof typeof env;

export class World {
  database!: TestDatabase;
  api!: Api;
  /** where bodies must arrive at once */
  hurried!: Api;
  here!: TestTenant;
  there!: TestTenant;
  suspended!: TestTenant;
  /** of `here`, with a role that may nothing */
  powerless!: TestPerson;
  #clock: MockInstance<() => number> | null = null;
  readonly #changed = new Map<Setting, unknown>();
  #made = 0;

  async open(): Promise<void> {
    this.database = await createTestDatabase();
    this.api = await startApi({ trustedProxies: ['127.0.0.1'] });
    this.hurried = await startApi({ trustedProxies: ['127.0.0.1'], limits: { bodyMs: 20 } });
    [this.here, this.there] = [await makeTenant(), await makeTenant()];
    this.suspended = await makeTenant();
    await this.database.admin`
      update platform.tenants set suspended_at = now() where tenant_id = ${this.suspended.tenantId}`;
    this.powerless = await makePerson(this.here, 'user');
    await arrange(this.here, (tx) => tx.delete(userRoles).where(eq(userRoles.userId, this.powerless.userId)));
  }

  /** Changes a setting until the end of the test. */
  set<K extends Setting>(name: K, value: (typeof env)[K]): void {
    if (!this.#changed.has(name)) this.#changed.set(name, env[name]);
    env[name] = value;
  }

  /** No time passes for limits until the end of the test: what is spent does not come back, however long a call takes. */
  stopClock(): void {
    const now = performance.now();
    this.#clock ??= vi.spyOn(performance, 'now').mockImplementation(() => now);
  }

  restoreSettings(): void {
    this.#clock?.mockRestore();
    this.#clock = null;
    for (const [name, value] of this.#changed) Object.assign(env, { [name]: value });
    this.#changed.clear();
  }

  /** Another one each time, so that what is counted by address is counted for this call alone. */
  address(): string {
    this.#made += 1;
    return `10.${this.#made >> 8}.${this.#made & 255}.7`;
  }

  email(): string {
    return `contract-${mark()}@example.test`;
  }

  /** Somebody who can sign in with PASSWORD. */
  async member(tenant: TestTenant): Promise<TestPerson> {
    const person = await makePerson(tenant, 'user');
    const passwordHash = await hashPassword(PASSWORD);
    await withAuth((tx) =>
      tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, person.accountId)),
    );
    return person;
  }

  async key(tenant: TestTenant): Promise<string> {
    const { tenantId, admin } = tenant;
    const made = await withAuth((tx) =>
      createApiKey(tx, { tenantId, userId: admin.userId, name: 'Contract' }),
    );
    return made.key;
  }

  /** A link as a mail would hold it. */
  async link(purpose: TokenPurpose, data: Record<string, unknown>): Promise<string> {
    const token = newSecret();
    await withAuth((tx) => insertToken(tx, { hash: hashSecret(token), purpose, data, seconds: 600 }));
    return token;
  }

  async task(tenant: TestTenant): Promise<string> {
    const { tenantId, admin } = tenant;
    const id = uuidv7();
    await arrange(tenant, (tx) =>
      tx.insert(tasks).values({ tenantId, id, title: 'Call back', ownerId: admin.userId }),
    );
    return id;
  }

  /** An uploaded file that waits to be mapped. */
  async imported(tenant: TestTenant): Promise<string> {
    const response = await fetch(`${this.api.url}/import/upload`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await this.api.bearer(tenant.admin)}`,
        Accept: 'application/json',
        ...form.headers,
      },
      body: form.bytes(),
    });
    const { id } = (await response.json()) as { id: string };
    if (!id) throw new Error(`The upload was answered with ${response.status}`);
    return id;
  }

  async send({ method, path }: Operation, call: Call, api = this.api): Promise<Answer> {
    const { url, init } = await this.#request(method, path, call, api);
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, text: await textOf(response) };
  }

  /** Announces the body and never sends it. */
  async stall({ method, path }: Operation, call: Call, api: Api): Promise<Answer> {
    const { url, init } = await this.#request(method, path, call, api);
    const headers = { ...init.headers, 'Content-Length': '100000' };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, agent: false }, (res) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => pieces.push(piece));
        res.on('end', () => {
          sent.destroy();
          const pairs = Object.entries(res.headers).map(([name, value]): [string, string] => [
            name,
            String(value),
          ]);
          resolve({
            status: res.statusCode ?? 0,
            headers: new Headers(pairs),
            text: Buffer.concat(pieces).toString(),
          });
        });
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });
  }

  async #request(method: string, path: string, call: Call, api: Api) {
    const { as, path: values = {}, query = {}, body } = call;
    const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? key));
    const search = new URLSearchParams(query).toString();
    const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
    const headers: Record<string, string> = {
      'X-Forwarded-For': this.address(),
      ...(as !== null && {
        Authorization: `Bearer ${typeof as === 'string' ? as : await api.bearer(as)}`,
      }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...call.headers,
    };
    const url = `${api.url}/api${filled}${search && `?${search}`}`;
    const sent = isJson ? JSON.stringify(body) : (body as BodyInit | undefined);
    return { url, init: { method, headers, ...(sent !== undefined && { body: sent }) } };
  }
}

const TWO_LEADS = 'Name,Email\r\nAda Lovelace,ada@example.test\r\nGrace Hopper,grace@example.test\r\n';

export const form = {
  headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
  bytes: (fields = [csv(TWO_LEADS)]): Uint8Array<ArrayBuffer> => new Uint8Array(formBytes(fields)),
};

/** The whole answer; of one that goes on as events the first of them. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  let text = '';
  for await (const piece of piecesOf(response)) {
    text += piece;
    if (/^data:.*\n\n/m.test(text)) break;
  }
  return text;
}
