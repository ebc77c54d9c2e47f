/** Reads frame times out of a performance trace of the browser. */

/** @typedef {{ name: string, ph: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number, args?: any }} TraceEvent */

/**
 * Milliseconds that the page's main thread worked for each frame: the tasks from one frame's drawing to the next.
 * Time in which the thread waited for a core, on a machine that others use too, is not counted.
 * @param {readonly TraceEvent[]} events
 */
export function frameTimes(events) {
  const main = mainThread(events);
  const mine = events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const tasks = mine.filter(({ name, ph }) => name === 'RunTask' && ph === 'X').sort((a, b) => a.ts - b.ts);
  const frames = mine
    .filter(({ name }) => name === 'BeginMainThreadFrame')
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const times = frames.map(() => 0);
  let frame = 0;
  for (const { ts, tdur, dur = 0 } of tasks) {
    // A task that begins after a frame's begin belongs to the next frame: it has to be done before that is drawn.
    while (frame < frames.length && (frames[frame] ?? 0) < ts) frame += 1;
    if (frame < frames.length) times[frame] = (times[frame] ?? 0) + (tdur ?? dur) / 1000;
  }
  return times.slice(1);
}

/** @param {readonly TraceEvent[]} events */
function mainThread(events) {
  const busiest = new Map();
  for (const event of events)
    if (event.name === 'BeginMainThreadFrame') {
      const key = `${event.pid}/${event.tid}`;
      busiest.set(key, { pid: event.pid, tid: event.tid, count: (busiest.get(key)?.count ?? 0) + 1 });
    }
  const [first] = [...busiest.values()].sort((a, b) => b.count - a.count);
  if (!first) throw new Error('The trace holds no frame.');
  return first;
}

/**
 * @param {readonly number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
