// Stands in for the worker where only the supervision is under test: says it is ready, stays, and says that it drained.
const stay = setInterval(() => undefined, 60_000);
process.send?.({ ready: true });
process.once('SIGTERM', () => {
  process.stdout.write('worker drained\n');
  clearInterval(stay);
});
