// A web process that refuses its settings.
process.stderr.write('COLOUR: not a colour\n');
process.exit(78);
