// What the tests of the import's doors share: a server, a tenant of each test's own, and uploads to it.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { keptFiles } from '../support/data-folder.ts';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect } from 'vitest';
import { imports } from '../../db/schema/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';
import { BOUNDARY, csv, formBytes, send, type Field, type Upload } from './form.ts';

export const LEADS = 'Name,Email\r\nAda Lovelace,ada@example.test\r\nGrace Hopper,grace@example.test\r\n';
export const leads = (): Field => csv(LEADS);

export class World {
  api!: Api;
  /** anew for every test, so that each has the hour's imports and both places to itself */
  acme!: TestTenant;
  globex!: TestTenant;

  post(fields: Field[], headers = {}): Promise<Upload> {
    return send(this.api, this.acme.user, new Uint8Array(formBytes(fields)), { headers });
  }

  uploadPage(fields: Field[], headers: Record<string, string>): Promise<Upload> {
    return send(this.api, this.acme.user, new Uint8Array(formBytes(fields)), {
      path: '/import/upload',
      headers,
    });
  }

  /** Uploads by the page and answers the import's id. */
  async uploaded(fields: Field[] = [leads()]): Promise<string> {
    const answer = await this.uploadPage(fields, { Accept: 'application/json' });
    expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String) as string }]);
    return answer.body.id ?? '';
  }

  rows(): Promise<(typeof imports.$inferSelect)[]> {
    const { tenantId } = this.acme;
    return arrange(this.acme, (tx) => tx.select().from(imports).where(eq(imports.tenantId, tenantId)));
  }

  files(): string[] {
    return keptFiles().filter((file) => file.includes(this.acme.tenantId));
  }

  async nothingKept(): Promise<void> {
    expect(await this.rows()).toEqual([]);
    expect(this.files()).toEqual([]);
  }

  /** Waits until so many files lie in the tenant's folder. */
  async untilFiles(count: number): Promise<void> {
    await expect.poll(() => this.files().length, { timeout: 10_000 }).toBe(count);
  }

  /** A raw connection that has announced `length` bytes and sent the beginning of a file. */
  async begin(length: number): Promise<Socket> {
    const { port, hostname } = new URL(this.api.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = [
      'POST /api/leads/import HTTP/1.1',
      `Host: ${hostname}`,
      `Authorization: Bearer ${await this.api.bearer(this.acme.user)}`,
      `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
      `Content-Length: ${length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(formBytes([leads()]).subarray(0, 120));
    return socket;
  }
}

export function openWorld(): World {
  const world = new World();
  beforeAll(async () => {
    await createTestDatabase();
    world.api = await startApi();
    world.globex = await makeTenant();
  });
  beforeEach(async () => {
    world.acme = await makeTenant();
  });
  return world;
}
