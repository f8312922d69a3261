// Runs before every command, in JavaScript that Node 20 understands: refuses a Node that cannot run the rest.
// Also keeps compiled modules between commands, where the project folder can be written.
import module from 'node:module';
import { nodeRefusal } from './start/node-version.mjs';

const refusal = nodeRefusal(process.versions.node, process.execPath);
if (refusal) {
  process.stderr.write(refusal);
  process.exit(78);
}
module.enableCompileCache(new URL('../node_modules/.cache/compiled', import.meta.url).pathname);
