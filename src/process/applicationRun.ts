import { DatasetError, type Dataset } from '../dataset/dataset';
import { applicationSteps } from './applications/application';
import { AwakeTime } from './run/awakeTime';
import type { KernelBuild } from './engine/kernelBackend';
import type { Platform } from './platform';
import type { Application, ApplicationResult, FromProcess } from './protocol';
import { takeSteps } from './takeSteps';

/** Between two messages: four a second at most. */
const NEWS_EVERY_MS = 250;
/** Of the work, before which nothing is said of the time that is left. */
const FIRST_FORECAST = 0.03;

/** One application on the dataset. Tells 'application' while it goes on and at last 'applied'. */
export class ApplicationRun {
  private readonly cancelling = new AbortController();
  private over = false;

  constructor(
    private readonly dataset: Dataset,
    private readonly application: Application,
    private readonly kernelBuild: KernelBuild | null,
    private readonly platform: Pick<Platform, 'loadProducts' | 'loadEngine'>,
    private readonly post: (message: FromProcess) => void,
  ) {}

  /**
   * To its end, or until it is cancelled.
   * @throws DatasetError where it cannot be done with these columns and rows, or is broken off
   */
  async run(): Promise<void> {
    const { signal } = this.cancelling;
    const steps = await applicationSteps(this.dataset, this.application, this.kernelBuild, this.platform);
    const time = new AwakeTime();
    let told = -Infinity;
    let result: ApplicationResult | null = null;
    try {
      // What it begins with is there also where it is cancelled at once.
      const first = steps.next();
      result = first.done ? first.value : first.value.result;
      if (!first.done)
        result = await takeSteps(steps, {
          signal,
          onProgress: ({ share, result: found }) => {
            result = found;
            const now = time.milliseconds;
            if (now - told < NEWS_EVERY_MS) return;
            told = now;
            const secondsLeft = share < FIRST_FORECAST ? null : ((now / 1000) * (1 - share)) / share;
            this.post({ type: 'application', share, secondsLeft, result });
          },
        });
    } catch (error) {
      if (!signal.aborted || error instanceof DatasetError || !result) throw error;
    } finally {
      time.stop();
      this.over = true;
    }
    this.post({ type: 'applied', cancelled: signal.aborted, result });
  }

  cancel(): void {
    this.cancelling.abort();
  }

  get ended(): boolean {
    return this.over;
  }

  /** Ends it for a reason in a sentence. */
  breakOff(reason: string): void {
    this.cancelling.abort(new DatasetError(reason));
  }
}
