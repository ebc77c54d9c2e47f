import type { Sliced } from '../../../webview/slices';

/** What sliced work comes to, done at once. */
export function whole<Result>(work: Sliced<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
