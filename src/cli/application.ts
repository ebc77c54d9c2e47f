import {
  ENGINES,
  type Application,
  type ApplicationResult,
  type Profile,
  type ToProcess,
} from '../process/protocol';
import { names, oneOf, whole } from './arguments';
import { inBackground, type Conversation } from './background';
import { onInterruption } from './interruption';
import { progressLine } from './progressLine';
import { READING_OPTIONS, type DatasetChoices } from './readingOptions';

/** Options of the commands that learn from a whole table. */
export const TABLE_OPTIONS = {
  columns: { type: 'string', multiple: true },
  seed: { type: 'string', default: '1' },
  engine: { type: 'string', default: 'auto' },
  'max-rows': { type: 'string', default: '20000' },
  units: { type: 'string', default: 'nats' },
  format: { type: 'string', default: 'table' },
  out: { type: 'string' },
  ...READING_OPTIONS,
} as const;

/** @returns columns undefined: all that are worth it */
export function tableChoices(values: {
  readonly columns?: string[] | undefined;
  readonly seed: string;
  readonly engine: string;
  readonly 'max-rows': string;
}) {
  return {
    columns: values.columns?.flatMap(names),
    settings: {
      seed: whole('seed', values.seed),
      engine: oneOf('engine', values.engine, ENGINES),
      maxRows: whole('max-rows', values['max-rows']),
    },
  };
}

type Schema = ApplicationResult['schema'];
type ResultOf<S extends Schema> = ApplicationResult & { readonly schema: S };

export interface ApplicationOutcome<S extends Schema> {
  readonly result: ResultOf<S>;
  /** It was interrupted; the result is what was found by then. */
  readonly cancelled: boolean;
  /** The rows with their encoding, where they were asked for. */
  readonly encoded?: Uint8Array;
}

/**
 * Runs an application on a file in the background process, and says on standard error how far it is.
 * @param schema of what it finds
 * @param next what else is asked of it at the end
 * @throws Error with a sentence for people
 */
export async function applyToFile<S extends Schema>(
  file: string,
  dataset: DatasetChoices,
  application: (profile: Profile) => Application,
  schema: S,
  words: (result: ResultOf<S>, secondsLeft: number | null) => string,
  next: (result: ResultOf<S>) => ToProcess | null = () => null,
): Promise<ApplicationOutcome<S>> {
  const show = progressLine(process.stderr);
  let applied: ApplicationOutcome<S> | undefined;
  let unhear: (() => void) | undefined;
  const converse: Conversation<ApplicationOutcome<S>> = (message, background, done) => {
    switch (message.type) {
      case 'profile':
        background.send({ type: 'apply', application: application(message.profile) });
        break;
      case 'application':
        if (isOf(schema, message.result)) show(message.share, words(message.result, message.secondsLeft));
        break;
      case 'applied': {
        show(1, '', true);
        if (!isOf(schema, message.result)) break;
        applied = { result: message.result, cancelled: message.cancelled };
        const further = message.cancelled ? null : next(message.result);
        if (further) background.send(further);
        else done(applied);
        break;
      }
      case 'encoded':
        if (applied) done({ ...applied, encoded: message.bytes });
        break;
      default:
        break;
    }
  };
  try {
    return await inBackground(file, dataset, converse, (background) => {
      unhear = onInterruption(() => {
        background.send({ type: 'cancel' });
      });
    });
  } finally {
    unhear?.();
  }
}

function isOf<S extends Schema>(schema: S, result: ApplicationResult): result is ResultOf<S> {
  return result.schema === schema;
}
