/** Milliseconds of work between two looks at what else there is to do. */
const SLICE_MS = 40;

export interface StepsWatch<P> {
  readonly onProgress?: (progress: P) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs a generator to its end, letting messages and timers have their turn between slices of its work. Its progress is told
 * once a slice.
 * @throws the signal's reason where it is aborted; the generator is closed then
 */
export async function takeSteps<P, R>(
  steps: Generator<P, R>,
  { onProgress, signal }: StepsWatch<P> = {},
): Promise<R> {
  try {
    for (;;) {
      signal?.throwIfAborted();
      const end = performance.now() + SLICE_MS;
      let step = steps.next();
      while (!step.done && performance.now() < end) step = steps.next();
      if (step.done) return step.value;
      onProgress?.(step.value);
      await nextTurn();
    }
  } finally {
    // Does nothing where it has ended.
    steps.return(undefined as R);
  }
}

/** A web worker has timers alone. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof globalThis.setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
}
