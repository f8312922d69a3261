// `node scripts/provision.ts`: roles, database, schemas and extensions over the administrator's connection. Can be run
// any number of times; says what a managed server did not allow, and what to do about it there.
import { provision } from '../db/provision.ts';
import { dataDir, env } from '../server/env.ts';
import { ensureSecrets } from '../server/secrets.ts';
import { administrator } from './start/administrator.ts';
import { attachedUrls } from './start/attached.ts';
import { command } from './start/command.ts';
import { databaseName } from './start/urls.ts';

await command(async () => {
  const secrets = ensureSecrets(dataDir);
  const { done, notes } = await provision({
    adminUrl: administrator(attachedUrls()),
    database: databaseName(env),
    rolePrefix: env.ROLE_PREFIX,
    // roles that were given addresses of their own have passwords of their own
    passwords: env.DATABASE_URL_APP ? {} : secrets.roles,
  });
  for (const line of done) console.log(`made: ${line}`);
  for (const note of notes) console.log(`note: ${note}`);
  if (done.length === 0) console.log('Everything was there.');
  return 0;
});
