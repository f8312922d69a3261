// The seed as a process of its own, for a test that kills it. The addresses come as JSON.
import type { DatabaseUrls } from '../../db/client.ts';
import { seed } from '../../db/seed/index.ts';

await seed(JSON.parse(process.argv[2] ?? '') as DatabaseUrls, { mode: 'demo' });
