// In charge of the database being fit for web and worker: roles, schema, queue, demo data. Skips what a stamp says is
// done, because most starts change nothing.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseUrls } from '../../db/client.ts';
import { withConnection } from '../../db/connection.ts';
import { DEMO_SIGN_INS } from '../../db/seed/sign-ins.ts';
import type { Env } from '../../server/env.ts';
import type { Secrets } from '../../server/secrets.ts';
import type { Database } from './database.ts';
import { placesOf, projectFolder } from './places.ts';
import { ConfigurationRefused } from './refusals.ts';
import { say, warn } from './talk.ts';
import { databaseName } from './urls.ts';

/** What the schema of a database follows from; a change in any of them means work to do. */
const INPUTS = [
  'drizzle/**/*.sql',
  'drizzle/meta/*',
  'db/{maintenance,migration-files,migrator,provision,queue,roles,scram}.ts',
  'package-lock.json',
];

export async function prepare(
  database: Database,
  env: Env,
  secrets: Secrets,
  dataDir: string,
): Promise<void> {
  const { urls } = database;
  const admin = database.kept?.current.adminUrl ?? urls.admin;
  if (!admin) {
    // Whoever gave every role its own address has provisioned by hand; nothing here may touch roles.
    await refuseUnlessMigrated(urls);
  } else if (!(await isDone(urls, env, secrets, dataDir))) {
    await bringToHead(admin, urls, env, secrets);
    writeFileSync(stampFile(dataDir), stampOf(urls, env, secrets), { mode: 0o600 });
  }
  if (env.NODE_ENV === 'production') await refuseDemo(urls);
  if (env.STREAMFLOW_DEMO && urls.admin) await seedDemo({ ...urls, admin: urls.admin });
}

async function bringToHead(admin: string, urls: DatabaseUrls, env: Env, secrets: Secrets): Promise<void> {
  // Loaded here, because most starts have nothing to bring anywhere.
  const [{ provision }, { installQueue }, { migrate }] = await Promise.all([
    import('../../db/provision.ts'),
    import('../../db/queue.ts'),
    import('../../db/migrator.ts'),
  ]);
  const rolePrefix = env.ROLE_PREFIX;
  const made = await provision({
    adminUrl: admin,
    database: databaseName(env),
    rolePrefix,
    passwords: env.DATABASE_URL_APP ? {} : secrets.roles,
  });
  for (const note of made.notes) warn(note);
  if (made.done.length > 0) say(`Roles and schemas provisioned (${made.done.length} new)`);
  await installQueue({ jobsUrl: urls.jobs, rolePrefix });
  const steps = await migrate({ migratorUrl: urls.migrator, adminUrl: admin, rolePrefix, direction: 'up' });
  if (steps.length > 0) say(`Migrated: ${steps.map(({ name }) => name).join(', ')}`);
}

const stampFile = (dataDir: string): string => path.join(placesOf(dataDir).run, 'prepared');

function stampOf(urls: DatabaseUrls, env: Env, secrets: Secrets): string {
  const digest = createHash('sha256');
  for (const file of globSync(INPUTS, { cwd: projectFolder }).sort()) {
    digest.update(file).update(readFileSync(path.join(projectFolder, file)));
  }
  // The embedded server changes its port between starts; its place is what identifies it.
  const where = env.externalDatabase ? urls.app : databaseName(env);
  return digest.update(JSON.stringify([env.ROLE_PREFIX, secrets.roles, where])).digest('hex');
}

async function isDone(urls: DatabaseUrls, env: Env, secrets: Secrets, dataDir: string): Promise<boolean> {
  const file = stampFile(dataDir);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== stampOf(urls, env, secrets)) return false;
  // The stamp lies beside the database, not in it: somebody may have changed one without the other.
  return (await headOf(urls)) === migrationFiles().at(-1);
}

const migrationFiles = (): string[] =>
  globSync('drizzle/*.sql', { cwd: projectFolder })
    .map((file) => path.basename(file, '.sql'))
    .sort();

/** Name of the last migration this database has; null when it has none or does not let us in. */
async function headOf(urls: DatabaseUrls): Promise<string | null> {
  try {
    return await withConnection(urls.operator, async (sql) => {
      const [row] = await sql<
        [{ name: string }?]
      >`select name from platform.migrations order by name desc limit 1`;
      return row?.name ?? null;
    });
  } catch {
    return null;
  }
}

async function refuseUnlessMigrated(urls: DatabaseUrls): Promise<void> {
  const head = await headOf(urls);
  const wanted = migrationFiles().at(-1) ?? '';
  if (head === wanted) return;
  throw new ConfigurationRefused(
    `The database is at migration ${head ?? '(none)'}, this release needs ${wanted}. ` +
      'Run the migrations with an administrator: DATABASE_URL_ADMIN=postgres://… npm run migrate',
  );
}

/** Sign-ins whose password is in the README must not open a production door. */
async function refuseDemo(urls: DatabaseUrls): Promise<void> {
  const emails = DEMO_SIGN_INS.map(({ email }) => email);
  const [found] = await withConnection(
    urls.auth,
    (sql) =>
      sql<
        { email: string }[]
      >`select email_norm as email from auth.accounts where email_norm = any(${emails}) limit 1`,
  );
  if (!found) return;
  throw new ConfigurationRefused(
    `This database holds the demo sign-in ${found.email}, refused in production. ` +
      'Use an empty one: STREAMFLOW_DATA_DIR=/srv/streamflow npm start',
  );
}

async function seedDemo(urls: DatabaseUrls & { admin: string }): Promise<void> {
  const [found] = await withConnection(
    urls.admin,
    (sql) => sql`select 1 from platform.tenants where slug = 'canary'`,
  );
  if (found) return;
  const file = path.join(projectFolder, 'db/seed/index.ts');
  if (!existsSync(file)) return;
  const { seed } = (await import(file)) as SeedModule;
  await seed(urls, { mode: 'demo' });
  say('Demo tenants seeded');
}

interface SeedModule {
  seed: (urls: DatabaseUrls, options: { mode: 'demo' }) => Promise<void>;
}
