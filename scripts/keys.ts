// `npm run keys -- ls | rotate | compromise <kid>`: the keys that sign access tokens, of the running instance.
// Rotating changes the active key for the announced one; compromise withdraws one at once, its access tokens with it.
import { parseArgs } from 'node:util';
import { closePools, configureDatabase } from '../db/client.ts';
import { compromiseKey, listKeys, rotateNow } from '../server/auth/key-rotation.ts';
import { dataDir, env } from '../server/env.ts';
import { readSecrets } from '../server/secrets.ts';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';

const USAGE = 'npm run keys -- ls | rotate | compromise <kid>\nExample: npm run keys -- ls';

await command(async () => {
  const [what, kid] = parseArgs({ allowPositionals: true }).positionals;
  if (!what || !['ls', 'rotate', 'compromise'].includes(what)) throw new Usage(USAGE);
  if (what === 'compromise' && !kid) throw new Usage(USAGE);
  configureDatabase(attachedUrls());
  Object.assign(env, { KEK: env.KEK ?? readSecrets(dataDir).kek });
  try {
    if (what === 'rotate') await rotateNow();
    if (what === 'compromise' && kid) await compromiseKey(kid);
    for (const key of await listKeys())
      console.log(`${key.kid}  ${key.status.padEnd(11)}  since ${key.since}`);
  } finally {
    await closePools();
  }
  return 0;
});
