// A body that is taken as it comes: whole, too slow, cut off, or refused while it is still on its way.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { AppError } from '../../server/errors.ts';
import { ClientGone } from '../../server/http/body.ts';
import { StreamBody } from '../../server/http/stream-body.ts';
import { atFileEnd } from '../support/cleanup.ts';

type Reader = (body: StreamBody, req: IncomingMessage) => Promise<unknown>;

/** A server that gives one request to `read`; answers what came of it, and the socket of a client that sent `text`. */
async function exchange(
  text: string,
  length: number,
  read: Reader,
  speed = {},
): Promise<{ outcome: Promise<unknown>; socket: Socket }> {
  const { promise: outcome, resolve } = Promise.withResolvers<unknown>();
  const server = createServer((req, res) => {
    const body = new StreamBody(req, speed);
    void read(body, req)
      .catch((error: unknown) => error)
      .then((answer) => {
        resolve(answer);
        res.setHeader('Connection', 'close').end('answered');
      });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${text}`);
  atFileEnd(() => {
    socket.destroy();
    server.close();
  });
  return { outcome, socket };
}

const all: Reader = async (body) => Buffer.concat(await Array.fromAsync(body)).toString();

it('arrives whole, however late it is asked for', async () => {
  const late: Reader = async (body, req) => {
    await new Promise((resolve) => setImmediate(resolve));
    return all(body, req);
  };
  const { outcome } = await exchange('hello', 5, late);
  expect(await outcome).toBe('hello');
});

it('is refused with 408 when too little comes', async () => {
  const { outcome } = await exchange('hel', 1_000_000, all, { floor: 1_000_000, windowMs: 50 });
  expect(await outcome).toMatchObject({ code: 'Timeout' });
});

it('ends when the sender goes away', async () => {
  const { outcome, socket } = await exchange('hel', 1_000_000, async (body) => {
    await body.next();
    socket.destroy();
    return body.next();
  });
  expect(await outcome).toBeInstanceOf(ClientGone);
});

it('is read a little further when it is refused, so that the sender hears why', async () => {
  const refuse: Reader = async (body) => {
    await body.next();
    await body.swallow();
    throw new AppError('Unprocessable', 'test', 'No.');
  };
  const { outcome, socket } = await exchange('x'.repeat(100_000), 300_000, refuse);
  socket.write('x'.repeat(200_000));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('200 OK');
  expect(await outcome).toMatchObject({ code: 'Unprocessable' });
});
