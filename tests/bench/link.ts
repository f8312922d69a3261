// A link with a delay: bytes arrive that many milliseconds later, in order, in both directions.
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export async function startLink(
  serverPort: number,
  oneWayMs: number,
): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const later = (from: Socket, to: Socket): void => {
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => setTimeout(() => to.writable && to.write(chunk), oneWayMs));
    from.on('error', () => to.destroy());
    from.on('close', () => setTimeout(() => to.destroy(), oneWayMs));
    sockets.add(from);
  };
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    later(client, upstream);
    later(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('A TCP server has a port');
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: address.port, close };
}
