// Which probability a suggestion should have to be shown: lines of held-out text are typed key by key, and a suggestion
// that is right to its end is accepted with one key. Prints, per threshold, how many were shown, how many of them were
// accepted, and which share of the keys was saved.  npm run bench:threshold -- [--model DIR] [--lines N] FILE...
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openModelPackage, type ModelPackage } from '../src/model/package';
import { DocumentTrack } from '../src/prediction/documentTrack';
import { shuffle } from '../training/minibatches';
import { seededRandom } from '../src/prediction/seededRandom';
import { suggest } from '../src/prediction/suggestions';
import { createVocabulary, type Vocabulary } from '../src/prediction/vocabulary';

const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
const MAXIMUM_WORDS = 4;
/** Lines before a typed one that the model has read: enough for a recurrent network. */
const CONTEXT_LINES = 30;

const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { model: { type: 'string', default: join('models', 'base') }, lines: { type: 'string', default: '60' } } });

interface Typed {
  shown: number;
  accepted: number;
  keys: number;
  characters: number;
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const opened = await openModelPackage(flags.model);
  const vocabulary = createVocabulary(opened.tokenizer);
  const places = sample(positionals.map((path) => readFileSync(path, 'utf8').replace(/\r\n?/g, '\n').split('\n')), Number(flags.lines));
  if (places.length === 0) throw new Error('Name files with lines of three words or more.');
  console.log('threshold  shown  accepted  acceptance  keys saved');
  for (const threshold of THRESHOLDS) {
    const typed: Typed = { shown: 0, accepted: 0, keys: 0, characters: 0 };
    for (const { context, line } of places) await typeLine(opened, vocabulary, { context, line, threshold, typed });
    const { shown, accepted, keys, characters } = typed;
    console.log([threshold.toFixed(1).padStart(9), String(shown).padStart(6), String(accepted).padStart(9), `${((100 * accepted) / shown).toFixed(1)} %`.padStart(11), `${(100 * (1 - keys / characters)).toFixed(1)} %`.padStart(11)].join(' '));
  }
  await opened.dispose();
}

/** Lines with at least three words, with what stands before them. */
function sample(files: readonly (readonly string[])[], count: number): { context: string; line: string }[] {
  const places = files.flatMap((lines) => lines.flatMap((line, i) => (line.trim().split(/\s+/).length >= 3 && line.length <= 400 ? [{ context: lines.slice(Math.max(0, i - CONTEXT_LINES), i).join('\n'), line }] : [])));
  shuffle(places, seededRandom(1));
  return places.slice(0, count);
}

/** Types one line; leading blanks are free, as an editor indents. A suggestion typed along counts once. */
async function typeLine({ model, tokenizer }: ModelPackage, vocabulary: Vocabulary, { context, line, threshold, typed }: { context: string; line: string; threshold: number; typed: Typed }): Promise<void> {
  const track = new DocumentTrack(model, tokenizer, `${context}\n${line}`);
  const row = context.split('\n').length;
  let ghost = '';
  for (let at = line.length - line.trimStart().length; at < line.length; ) {
    const place = await track.distributionAt(row, at);
    if (!place) throw new Error('nobody else edits this document');
    if (!ghost) {
      const { suggestions } = await suggest(model, tokenizer, vocabulary, {
        distribution: place.distribution, typed: place.typed, textAfterCursor: '', explicit: false,
        limits: { minimumProbability: threshold, maximumWords: MAXIMUM_WORDS, candidates: 1 },
      });
      if (suggestions.length > 0) ghost = suggestions[0].text.slice(suggestions[0].replace);
      if (ghost) typed.shown++;
    }
    typed.keys++;
    if (ghost.length > 1 && line.startsWith(ghost, at)) {
      typed.accepted++;
      typed.characters += ghost.length;
      at += ghost.length;
      ghost = '';
    } else {
      ghost = ghost[0] === line[at] ? ghost.slice(1) : '';
      typed.characters++;
      at++;
    }
  }
}
