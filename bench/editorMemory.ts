// Peak memory of the extension host, the language server and the trainer while a person works: typing, a large file with
// the heat map and the perplexity view, a training. In a real VS Code, from the package.
import { setTimeout as sleep } from 'node:timers/promises';
import { openEditor, type Editor } from '../test/support/editor';
import { memoryOf, processOf, type EditorProcess } from './editorProcesses';

/** Time between two looks: a trainer runs much longer. */
const LOOK_MS = 500;
const TRAINING_SECONDS = 30;
/** Around the training's own time: reading, and measuring two models. */
const AROUND_MS = 240_000;
const LETTER = 'Dear friend,\n\nI write to you because I have read your letter.\n';
const SENTENCE = 'The tomatoes in the second greenhouse need more water, and the sensor says so. ';
/** Lines of the large file, about 60 characters each. */
const LARGE_LINES = 15_000;

/** Highest resident memory in MB of each process, at the end of each phase; a process that does not run has none. */
export interface MemoryPhase {
  readonly phase: string;
  readonly peakMb: Readonly<Partial<Record<EditorProcess, number>>>;
}

/** Peaks by phase, in the order in which the phases ran. @param extensions none for an editor without Elman. */
export async function editorMemory(extensions?: readonly string[], keys = 400): Promise<MemoryPhase[]> {
  const settings = { 'elman.trainingSeconds': TRAINING_SECONDS };
  const editor = await openEditor({ files: files(), settings, ...(extensions && { extensions }) });
  const watch = new PeakWatch(editor);
  try {
    return await work(editor, watch, extensions === undefined, keys);
  } finally {
    watch.stop();
    await editor.close();
  }
}

async function work(editor: Editor, watch: PeakWatch, hasElman: boolean, keys: number): Promise<MemoryPhase[]> {
  const phases: MemoryPhase[] = [];
  const end = async (phase: string) => {
    await sleep(2 * LOOK_MS);
    phases.push({ phase, peakMb: watch.peaks() });
    console.error(JSON.stringify(phases.at(-1)));
  };
  await editor.openFile('letter.md');
  if (hasElman) await editor.waitForStatusBar(/Elman \d/);
  await end('start');
  await type(editor, keys);
  await end(`${keys} keys`);
  await editor.openFile('large.ts');
  await type(editor, keys / 4);
  await end('large file');
  if (!hasElman) return phases;
  await editor.runCommand('Elman: Show Document Perplexity');
  await editor.focus();
  await type(editor, keys / 4);
  await end('perplexity view');
  await editor.runCommand('Elman: Toggle Surprisal Heat Map');
  await type(editor, keys / 4);
  await end('heat map');
  await editor.runCommand('Elman: Train on Workspace');
  await editor.answer('Train Elman on this workspace?', 'Train');
  await editor.waitForNotification(/Learning.*tokens\/s/, AROUND_MS);
  await editor.focus();
  await type(editor, keys / 4);
  await editor.waitForNotification(/model is in use|kept/, TRAINING_SECONDS * 1000 + AROUND_MS);
  await end('training');
  await editor.runCommand('Elman: Show Training Report');
  await sleep(3000);
  await end('report');
  return phases;
}

async function type(editor: Editor, keys: number): Promise<void> {
  await editor.type(SENTENCE.repeat(Math.ceil(keys / SENTENCE.length)).slice(0, keys), 60);
}

/** Looks at the processes again and again: one that has ended cannot be asked. */
class PeakWatch {
  private readonly highest: Partial<Record<EditorProcess, number>> = {};
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly editor: Editor) {
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  peaks(): Partial<Record<EditorProcess, number>> {
    this.look();
    return { ...this.highest };
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const one of ['host', 'server', 'trainer'] as const) {
      const pid = processOf(this.editor, one);
      const memory = pid === undefined ? undefined : memoryOf(pid);
      if (memory && Number.isFinite(memory.peakMb)) this.highest[one] = Math.max(this.highest[one] ?? 0, memory.peakMb);
    }
  }
}

function files(): Record<string, string> {
  const line = (i: number) => `export const reading${i} = measure(${i}, 'greenhouse ${i % 17}') + offset${i % 40};`;
  const lines = (count: number) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const notes = Array.from({ length: 60 }, (_, i) => [`notes/note${i}.md`, `# Note ${i}\n\n${note(i)}\n`]);
  return { 'letter.md': LETTER, 'large.ts': `${lines(LARGE_LINES)}\n`, 'src/small.ts': `${lines(200)}\n`, ...Object.fromEntries(notes) };
}

function note(i: number): string {
  const what = ['the tomatoes', 'the peppers', 'the seedlings', 'the old beans', 'the new sensors', 'the water pump'];
  return Array.from({ length: 30 }, (_, k) => `On day ${i * 3 + k} we looked at ${what[(i + k) % 6]} in house ${(i * k) % 9} and wrote ${k + i} lines.`).join(' ');
}
