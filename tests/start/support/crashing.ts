// A web process that cannot run.
throw new Error('no such thing');
