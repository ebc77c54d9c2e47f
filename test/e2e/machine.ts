/**
 * How much of a core a thread gets that always has something to do, 0..1: below 1 where other programs keep the cores
 * busy. A time measured meanwhile is longer by its inverse than on a machine that has nothing else to do.
 * @param ms for how long it is measured; nothing else happens meanwhile
 */
export function shareOfACore(ms: number): number {
  const before = process.cpuUsage();
  const begun = performance.now();
  while (performance.now() - begun < ms);
  const { user, system } = process.cpuUsage(before);
  return Math.min(1, (user + system) / 1000 / (performance.now() - begun));
}
