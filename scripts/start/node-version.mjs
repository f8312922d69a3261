// @ts-check
/**
 * Why this Node cannot run StreamFlow, or null. 22.18 is the first that runs TypeScript as it is.
 * @param {string} version
 * @param {string} program
 * @returns {string | null}
 */
export function nodeRefusal(version, program) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return null;
  return (
    `StreamFlow needs Node 22.18 or newer, and this is ${version} (${program}).\n` +
    'npm brings Node 24 along as an optional dependency, which is missing here: run `npm ci` without\n' +
    '--omit=optional on linux x64 or arm64, or install Node 24 from https://nodejs.org.\n'
  );
}
