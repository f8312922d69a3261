// Preloaded into every child of the supervisor: when the supervisor is gone (even killed), the child drains and ends.
const DRAIN_MS = 25_000;

if (process.connected) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // The tie itself must not keep a child alive that has nothing left to do.
  process.channel?.unref();
}
