// A trainer that trains nothing: the first of the excluded globs of its order says how the run shall end. It leaves a
// copy of the package it was to start from, or the one that the second glob names; the fourth is the file of the first folder
// that it has read.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readManifest } from '../../../src/model/manifest';
import { writeMemory } from '../../../src/model/memoryFile';
import { readStamped } from '../../../src/model/rememberedFile';
import { loadTokenizer } from '../../../src/model/tokenizerFile';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { TokenIndex } from '../../../src/prediction/memory/tokenIndex';
import { reportContent, reportHtml } from '../../../src/report/reportHtml';
import { english, reportTexts } from '../../../src/report/reportTexts';
import type { TrainerOrder, TrainerReport } from '../../../training/messages';

const say = (report: TrainerReport) => process.send!(report);

process.once('message', (order: TrainerOrder) => void run(order));
process.once('disconnect', () => process.exit(1));

async function run(order: TrainerOrder): Promise<void> {
  const [ending, source = order.from, trainedFile = '', readFile] = order.excluded;
  if (order.kind === 'plan') return void say({ kind: 'plan', files: 3, bytes: 3000, heldOutFiles: 1, heldOutBytes: 1000, canJudge: true });
  say({ kind: 'progress', phase: 'training', fraction: 0.5, tokensPerSecond: 9000, validationPerplexity: 30, secondsLeft: order.seconds });
  if (ending === 'deaf') process.on('SIGTERM', () => undefined);
  if (readFile !== undefined) remember(order, join(order.folders[0], readFile));
  if (ending === 'hang' || ending === 'deaf') return writeHalf(order);
  if (ending === 'crash') {
    writeHalf(order);
    console.error('out of memory');
    process.kill(process.pid, 'SIGKILL');
    return;
  }
  if (ending === 'fail') return void say({ kind: 'failed', sentence: { template: 'The folder {0} is empty.', values: ['x'] } });
  if (ending === 'full') {
    writeHalf(order);
    return void say({ kind: 'failed', sentence: { template: 'The disk is full.', values: [] } });
  }
  if (ending === 'broken') writeHalf(order);
  else writeCandidate(order, source, trainedFile);
  const heldOut = { before: 2, after: ending === 'reject' ? 2.1 : 1.5 };
  const isRejected = ending === 'reject';
  say({ kind: 'done', verdict: { accepted: !isRejected, finding: isRejected ? 'notBetter' : 'better', heldOut, rehearsal: {}, trainedFiles: 1 } });
}

function writeCandidate(order: TrainerOrder, source: string, trainedFile: string): void {
  cpSync(source, order.candidate, { recursive: true });
  const hash = createHash('sha256').update(trainedFile).digest('hex');
  writeFileSync(join(order.candidate, 'trained-files.json'), JSON.stringify([hash]));
}

function remember(order: TrainerOrder, path: string): void {
  const tokenizer = loadTokenizer(order.from);
  const { stamp, content } = readStamped(path, 1_000_000)!;
  const tokens = documentTokens(tokenizer, Buffer.from(content).toString());
  const index = TokenIndex.of(tokens, tokenizer.startToken);
  writeMemory(order.memory!, { vocabulary: readManifest(order.from).vocabularyFingerprint, files: [{ path, language: 'plaintext', stamp, tokens: tokens.length }], index });
}

/** What a trainer that dies leaves behind; of its checkpoint nobody but another trainer looks at more than the name. */
function writeHalf(order: TrainerOrder): void {
  writeFileSync(order.checkpoint!, 'weights');
  writeFileSync(`${order.checkpoint}.new`, 'wei');
  writeFileSync(order.reportFile!, runningPage());
  mkdirSync(order.candidate);
  writeFileSync(join(order.candidate, 'model.onnx'), 'half');
  writeFileSync(join(order.candidate, 'trainer.pid'), String(process.pid));
  setInterval(() => undefined, 1000);
}

function runningPage(): string {
  const report = { state: 'running', folders: [], started: '', updated: '', options: {}, points: [], languages: [], heldOut: [], rehearsal: [] } as const;
  return reportHtml(reportContent(report, reportTexts(english)), { script: '', scriptHash: '', style: '', styleHash: '' });
}
