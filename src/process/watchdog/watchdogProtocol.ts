/** What the watchdog is started with; same program, same build, so not parsed again. */
export interface WatchdogStart {
  /** One whole number in shared memory, which the event loop counts up as long as it turns. */
  readonly beats: SharedArrayBuffer;
  /** The process that started this one. */
  readonly parent: number;
  /** The event loop is waited for this long; Infinity: for ever. */
  readonly patienceSeconds: number;
}

/** Last words of a process that its watchdog ends: the client makes a sentence of them. */
export const HANGS = 'watchdog: the event loop has stopped';
