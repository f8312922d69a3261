// Runs before every command, in plain JavaScript: Node 22.18 is the first that runs TypeScript as it is.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `StreamFlow needs Node 22.18 or newer, and this is ${process.versions.node} (${process.execPath}).\n` +
      'npm brings Node 24 along as an optional dependency, which is missing here: run `npm ci` without\n' +
      '--omit=optional on linux x64 or arm64, or install Node 24 from https://nodejs.org.\n',
  );
  process.exit(78);
}
