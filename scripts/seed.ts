// `npm run seed`: the demo tenants in the running instance's database. What is there already stays as it is.
// Refused in production mode and beside somebody's own tenants, because the demo's password is in the README.
import { parseArgs } from 'node:util';
import { seed, SeedRefused } from '../db/seed/index.ts';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../db/seed/sign-ins.ts';
import { env } from '../server/env.ts';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';

const WHY = 'The demo brings sign-ins whose password everybody can read in the README';

await command(async () => {
  const { values } = parseArgs({ options: { beside: { type: 'boolean', default: false } } });
  if (env.NODE_ENV === 'production') {
    throw new Usage(
      `${WHY}, so it is refused in production mode. Elsewhere: NODE_ENV=development npm run seed`,
    );
  }
  const made = await seed(attachedUrls(), { mode: 'demo', onlyAmongDemo: !values.beside }).catch(
    (error: unknown) => {
      if (!(error instanceof SeedRefused)) throw error;
      throw new Usage(`${error.message} ${WHY}. To put it beside all the same: npm run seed -- --beside`);
    },
  );
  if (made.length === 0) {
    console.log('Everything was there.');
    return 0;
  }
  console.log(`Seeded: ${made.join(', ')}. The password is ${DEMO_PASSWORD}, sign in as`);
  for (const { email, what } of DEMO_SIGN_INS) console.log(`  ${email}  ${what}`);
  return 0;
});
