// A process of its own that signs in, optionally with a package taken out of reach: prints the status of each step.
import { registerHooks } from 'node:module';
import type { DatabaseUrls } from '../../db/client.ts';

interface Order {
  urls: DatabaseUrls;
  email: string;
  password: string;
  refreshToken: string;
  without: string | null;
}

const order = JSON.parse(process.env.ORDER ?? '{}') as Order;

if (order.without !== null) {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === order.without) throw new Error(`${specifier} is not installed`);
      return next(specifier, context);
    },
  });
}

async function statusOf(step: () => Promise<unknown>): Promise<string> {
  try {
    await step();
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const client = { requestId: 'child-process', ip: '127.0.0.1', userAgent: 'child', door: 'rest' } as const;
const { configureDatabase, closePools } = await import('../../db/client.ts');
configureDatabase(order.urls);
const login = await statusOf(async () => {
  const { login: signIn } = await import('../../server/features/accounts/accounts.sign-in.ts');
  await signIn(client, { email: order.email, password: order.password });
});
const refresh = await statusOf(async () => {
  const { refresh: trade } = await import('../../server/auth/refresh.ts');
  if (!(await trade(order.refreshToken, client)).ok) throw new Error('refused');
});
await closePools();
process.stdout.write(JSON.stringify({ login, refresh }));
