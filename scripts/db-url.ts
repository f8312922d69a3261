// `npm run -s db:url -- --role app`: prints the address of one role and nothing else, for psql and scripts.
import { parseArgs } from 'node:util';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';
import type { UrlRole } from './start/urls.ts';
import { urlRoles } from './start/urls.ts';

await command(() => {
  const { values } = parseArgs({ options: { role: { type: 'string', default: 'app' } } });
  const role = urlRoles.find((known): known is UrlRole => known === values.role);
  if (!role) throw new Usage(`Unknown role "${values.role}". One of: ${urlRoles.join(', ')}`);
  const url = attachedUrls()[role];
  if (!url) throw new Usage(`No address is known for ${role}: set DATABASE_URL_${role.toUpperCase()}.`);
  console.log(url);
  return Promise.resolve(0);
});
