// The JSON header of a checkpoint: all of it but the arrays. Hostile until it is read.
import { parseObject, type Fields } from '../../src/model/hostileJson';
import { networkOf } from '../../src/model/manifest';
import type { NetworkDescription } from '../../src/model/networkDescription';
import type { StreamState } from '../minibatches';
import type { ClockState } from '../stepClock';
import type { Recipe } from '../trainNetwork';

/** Streams of one minibatch: far more than are of use on a CPU. */
const MOST_STREAMS = 4096;
/** Documents of one run, which a pass puts in order: a corpus of 60 MB has some tens of thousands. */
const MOST_DOCUMENTS = 1 << 24;
const MOST = Number.MAX_SAFE_INTEGER;

export interface CheckpointHeader {
  readonly network: NetworkDescription;
  readonly recipe: Recipe;
  readonly text: string;
  readonly from?: string;
  readonly seconds?: number;
  /** UTF-8 bytes of `tokenizer.json`. */
  readonly tokenizerBytes: number;
  readonly clock: ClockState;
  readonly optimizerSteps: number;
  readonly randomState: number;
  /** `documents`: how many numbers the order of the queue has. */
  readonly queues: readonly { readonly documents: number; readonly next: number; readonly taken: number }[];
  readonly streams: readonly StreamState[];
  readonly best: { readonly nats: number; readonly step: number; readonly latestNats: number };
}

/** @param file path for the sentences. @throws UserError */
export function parseHeader(text: string, file: string): CheckpointHeader {
  const fields = parseObject(text, file);
  const count = (of: Fields, name: string) => of.integer(name, 0, MOST);
  const clock = fields.object('clock');
  const best = fields.object('best');
  return {
    network: networkOf(fields.object('network')),
    recipe: recipeOf(fields.object('recipe')),
    text: fields.hash('text'),
    ...(fields.has('from') ? { from: fields.hash('from') } : {}),
    ...(fields.has('seconds') ? { seconds: fields.amount('seconds') } : {}),
    tokenizerBytes: count(fields, 'tokenizerBytes'),
    clock: { steps: count(clock, 'steps'), plannedSteps: count(clock, 'plannedSteps'), validations: count(clock, 'validations'), seconds: clock.amount('seconds'), stepSeconds: clock.amount('stepSeconds') },
    optimizerSteps: count(fields, 'optimizerSteps'),
    randomState: fields.integer('randomState', 0, 0xffff_ffff),
    queues: fields.objects('queues', 2).map((queue) => ({ documents: queue.integer('documents', 0, MOST_DOCUMENTS), next: count(queue, 'next'), taken: count(queue, 'taken') })),
    streams: fields.objects('streams', MOST_STREAMS).map((stream) => ({ document: count(stream, 'document'), position: count(stream, 'position') })),
    best: { nats: best.amount('nats'), step: count(best, 'step'), latestNats: best.amount('latestNats') },
  };
}

/** 0 to 1, which it is not. */
function shareOf(fields: Fields, name: string): number {
  const share = fields.amount(name);
  return share < 1 ? share : fields.refuse(name);
}

function recipeOf(fields: Fields): Recipe {
  return {
    batch: fields.integer('batch', 1, MOST_STREAMS),
    windowSteps: fields.integer('windowSteps', 1, MOST),
    candidates: fields.integer('candidates', 1, MOST),
    learningRate: fields.amount('learningRate'),
    tableRate: fields.amount('tableRate'),
    axesWindows: fields.integer('axesWindows', 0, MOST),
    seed: fields.integer('seed', 0, 0xffff_ffff),
    threads: fields.integer('threads', 0, MOST),
    validations: fields.integer('validations', 0, MOST),
    rehearsalShare: fields.amount('rehearsalShare'),
    dropout: shareOf(fields, 'dropout'),
  };
}
