// A TCP proxy in front of PostgreSQL that counts round trips. It holds back what the client sends until the client
// has nothing more to say, so that everything that could travel together does: each forwarding is one round trip.
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { atFileEnd } from './cleanup.ts';

export interface Wire {
  port: number;
  /** Round trips since the last reset. */
  trips: () => number;
  reset: () => void;
  /** Ends every connection the hard way: the client gets ECONNRESET. */
  cut: () => void;
  /** Does so once, around the n-th round trip since the last reset: before it reaches the server, or before its answer. */
  cutAround: (trip: number, when: 'before' | 'after') => void;
  /** The cut that was planned has not come yet. */
  isCutAhead: () => boolean;
}

const QUIET_MS = 5;

/** `quietMs`: how long a client says nothing before what it sent goes on; more on a busy machine, where it pauses. */
export async function startWire(serverPort: number, quietMs = QUIET_MS): Promise<Wire> {
  let trips = 0;
  let planned: { trip: number; when: 'before' | 'after' } | undefined;
  const cut = (): void => {
    for (const client of clients) client.resetAndDestroy();
  };
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    clients.add(client);
    client.on('close', () => clients.delete(client));
    let held: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    client.on('data', (chunk: Buffer) => {
      held.push(chunk);
      clearTimeout(timer);
      timer = setTimeout(() => {
        trips += 1;
        const message = Buffer.concat(held);
        held = [];
        const cutting = planned?.trip === trips ? planned.when : undefined;
        if (cutting) planned = undefined;
        if (cutting === 'before') cut();
        else upstream.write(message, cutting && (() => setImmediate(cut)));
      }, quietMs);
    });
    upstream.on('data', (chunk: Buffer) => client.write(chunk));
    for (const [socket, peer] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => peer.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        peer.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atFileEnd(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('A TCP server has a port');
  return {
    port: address.port,
    trips: () => trips,
    reset: () => {
      trips = 0;
      planned = undefined;
    },
    cut,
    cutAround: (trip, when) => {
      planned = { trip, when };
    },
    isCutAhead: () => planned !== undefined,
  };
}
