/** Milliseconds of processor time that `work` takes. Unlike the clock, other processes do not change it. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
