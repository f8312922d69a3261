// What every long-lived process of the house does first: connect as its roles, refuse wrong ones, and say what kills it.
import { configureDatabase } from '../db/client.ts';
import { refusePowerfulRole } from '../db/identity.ts';
import { requireDatabaseUrls } from './env.ts';
import { log } from './observability/log.ts';

/** Connects and checks; throws when the app role could read across tenants. */
export async function configureProcess(kind: 'web' | 'worker'): Promise<{ jobsUrl: string }> {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error, kind }, event);
      process.exitCode = 1;
      setImmediate(() => process.exit(1));
    });
  }
  const urls = requireDatabaseUrls();
  configureDatabase(urls);
  await refusePowerfulRole();
  return { jobsUrl: urls.jobs };
}
