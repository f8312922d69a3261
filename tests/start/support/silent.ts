// A web process that never gets ready.
setInterval(() => undefined, 60_000);
