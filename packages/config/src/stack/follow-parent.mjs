// Loaded before every process of the stack: when its supervisor is gone, even by SIGKILL, the
// process drains and ends as if it had been asked to, so that nothing is left behind.
process.once('disconnect', () => {
  setTimeout(() => process.exit(1), 10_000).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
