// CPU time of a key in a long line beside that of a key in a file of short lines: node scripts/run.mjs bench/longLine.ts.
// Everything that a key starts is counted: the edit, the state at the cursor, the memory's view, and the scoring of what
// changed. Ratios say more than times: they hold on a busy machine too.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openModelPackage } from '../src/model/package';
import { DocumentTrack } from '../src/prediction/documentTrack';
import { knownOf } from '../src/prediction/memory/known';
import { ElmanDocument } from '../src/server/elmanDocument';

const KEYS = 'the value of "name"';
const root = path.join(__dirname, '..');
const SOURCE = readFileSync(path.join(root, 'src', 'prediction', 'wordSearch.ts'), 'utf8');

interface Case {
  readonly name: string;
  readonly text: string;
  /** Offset in the last or only line, from its start. */
  readonly line: number;
  readonly character: number;
}

function cases(): Case[] {
  const lines = SOURCE.split('\n');
  const entries = Array.from({ length: 2600 }, (_, i) => `"name${i}":{"value":${i},"of":"the thing"}`);
  const json = `{${entries.join(',')}}`;
  const chinese = '我们在北京大学学习。他说，今天天气很好！'.repeat(170);
  return [
    { name: 'short lines', text: SOURCE, line: 100, character: lines[100].length },
    { name: `JSON, one line of ${json.length}, at its end`, text: json, line: 0, character: json.length },
    { name: 'the same, in its middle', text: json, line: 0, character: Math.floor(json.length / 2) },
    { name: `Chinese, one line of ${Buffer.byteLength(chinese)} bytes, in its middle`, text: chinese, line: 0, character: 1700 },
  ];
}

async function main(): Promise<void> {
  const opened = await openModelPackage(path.join(root, 'models', 'base'), { threads: 1 });
  let normal = 0;
  for (const { name, text, line, character } of cases()) {
    const document = new ElmanDocument('untitled:a', 'plaintext', 1, text);
    document.track = new DocumentTrack(opened.model, opened.tokenizer, text);
    while (await document.track.advance(512));
    await type(document, line, character, 'a ');
    while (await document.track.advance(512));
    const { steps } = document.track;
    const before = process.cpuUsage();
    await type(document, line, character + 2, KEYS);
    const { user, system } = process.cpuUsage(before);
    const perKey = (user + system) / 1000 / KEYS.length;
    normal ||= perKey;
    console.log(`${name}: ${perKey.toFixed(2)} ms of CPU a key, ${(perKey / normal).toFixed(2)} times, ${((document.track.steps - steps) / KEYS.length).toFixed(1)} steps`);
  }
  await opened.dispose();
}

/** Types letter by letter; scores after every second key, as the server does at the pace of a person. */
async function type(document: ElmanDocument, line: number, character: number, text: string): Promise<void> {
  for (let i = 0; i < text.length; i++) {
    const start = { line, character: character + i };
    document.update([{ range: { start, end: start }, text: text[i] }], i + 2);
    const place = (await document.track!.distributionAt(line, character + i + 1))!;
    knownOf({ document: place.knowledge.sources, open: [], workspace: [] }, place.knowledge.history.slice(-7));
    if (i % 2 === 1) while (await document.track!.advance(512, 'changes'));
    document.track!.figures();
  }
}

void main();
