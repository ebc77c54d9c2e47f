import type { Application, ApplicationResult, FromProcess } from '../../process/protocol';
import type { DrawnTab, DrawnTabs } from './drawnTabs';
import type { OpenFile } from '../files/openFile';
import { closingOf, withTabProgress, type TabWork } from './tabProgress';

/** How an application is shown. */
export interface ApplicationFront<R extends ApplicationResult> {
  readonly tabs: DrawnTabs<R>;
  /** The result where it is this application's. */
  readonly own: (result: ApplicationResult) => R | null;
  /** How far it is, for people. */
  readonly words: (result: R, secondsLeft: number | null) => string;
  /** Whether there is more to see now than before. */
  readonly isNews: (before: R, now: R) => boolean;
}

/**
 * Runs an application on an open file: in a notification, and in a tab that has what is found as it comes in, also when a
 * person cancels it. The background process ends with it.
 * @returns undefined where it ended before anything was known
 * @throws Error with a sentence for people
 */
export async function runApplication<R extends ApplicationResult>(
  file: OpenFile,
  application: Application,
  title: string,
  front: ApplicationFront<R>,
): Promise<R | undefined> {
  const work = new ApplicationWork(file, application, title, front);
  try {
    await withTabProgress(file, work);
    return work.tab?.shown;
  } finally {
    await file.background.dispose();
    await work.tab?.keep();
  }
}

class ApplicationWork<R extends ApplicationResult> implements TabWork {
  tab: DrawnTab<R> | undefined;
  isDone = false;
  progress = { share: 0, words: '' };
  readonly closed: Promise<void>;
  private close: () => void = () => undefined;

  constructor(
    private readonly file: OpenFile,
    private readonly application: Application,
    readonly title: string,
    private readonly front: ApplicationFront<R>,
  ) {
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }

  begin(): void {
    this.file.background.send({ type: 'apply', application: this.application });
  }

  cancel(): void {
    this.file.background.send({ type: 'cancel' });
  }

  receive(message: FromProcess): void {
    if (message.type !== 'application' && message.type !== 'applied') return;
    const result = this.front.own(message.result);
    if (!result) return;
    if (message.type === 'application')
      this.progress = { share: message.share, words: this.front.words(result, message.secondsLeft) };
    else this.isDone = true;
    this.show(result);
  }

  private show(result: R): void {
    if (!this.tab) {
      this.tab = this.front.tabs.open(result);
      void closingOf(this.tab.view).then(this.close);
    } else if (this.isDone || this.front.isNews(this.tab.shown, result)) this.tab.show(result);
  }
}
