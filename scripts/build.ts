// Builds the pages unless the build already fits the sources; says which of the two it was.
import { ensureBuild } from './start/build.ts';

try {
  console.log((await ensureBuild()) === 'fresh' ? 'build/ already fits the sources' : 'built');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
