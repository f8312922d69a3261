// People who make keys and programs that use them, over real HTTP.
import { pool } from '../../db/client.ts';
import { startApi, type Answer, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  makePerson,
  makeTenant,
  type RoleKey,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';
import { openSudo } from '../support/records.ts';

export type Body = Record<string, unknown> & { details: Record<string, string[]> };

export interface Made {
  id: string;
  secret: string;
  expiresAt: string;
}

type Sent = Record<string, unknown>;
export type Use = Omit<RequestInit, 'headers'> & { path?: string; headers?: Record<string, string> };

export class KeyHolder {
  database!: TestDatabase;
  api!: Api;
  acme!: TestTenant;
  globex!: TestTenant;

  async open(): Promise<void> {
    this.database = await createTestDatabase({ isPatient: true });
    this.api = await startApi({ trustedProxies: ['127.0.0.1'] });
    [this.acme, this.globex] = [await makeTenant(), await makeTenant()];
    for (const { admin, manager, user } of [this.acme, this.globex])
      for (const person of [admin, manager, user]) await openSudo(person);
  }

  /** Somebody of acme who has just said who they are. */
  async person(role: RoleKey = 'user'): Promise<TestPerson> {
    const person = await makePerson(this.acme, role);
    await openSudo(person);
    return person;
  }

  post<T = Body>(person: TestPerson, path: string, body: Sent = {}, headers?: Record<string, string>) {
    return this.api.rest(person)<T>('POST', path, body, headers);
  }

  create<T = Body>(person: TestPerson, rest: Sent = {}, key?: string): Promise<Answer<T>> {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
    return this.post<T>(
      person,
      '/api-keys',
      { name: 'Nightly sync', scopes: ['lead:read'], ...rest },
      headers,
    );
  }

  async made(person: TestPerson, rest: Sent = {}): Promise<Made> {
    const { status, body } = await this.create<Made>(person, rest);
    if (status !== 201) throw new Error(`No key was made: ${JSON.stringify(body)}`);
    return body;
  }

  rotate(person: TestPerson, id: string, body: Sent = {}) {
    return this.post<Made & Body & { oldExpiresAt: string }>(person, `/api-keys/${id}/rotate`, body);
  }

  revoke(person: TestPerson, id: string) {
    return this.api.rest(person)<Body>('DELETE', `/api-keys/${id}`);
  }

  async listed(person: TestPerson): Promise<Body[]> {
    return (await this.api.rest(person)<{ items: Body[] }>('GET', '/api-keys')).body.items;
  }

  /** A call with the key, as a program makes it. */
  async use(secret: string, { path = '/leads', headers, ...init }: Use = {}) {
    const response = await fetch(`${this.api.url}/api${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${secret}`, ...headers },
    });
    return { status: response.status, body: (await response.json()) as Body };
  }
}

/** Moves the keys' times back, as if so much time had gone by on the database's clock. */
export const letPass = (interval: string) => pool('admin')`
  update auth.api_keys
     set created_at = created_at - ${interval}::interval, expires_at = expires_at - ${interval}::interval`;
