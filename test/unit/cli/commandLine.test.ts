import assert from 'node:assert/strict';
import { elman } from '../../support/terminalStub';

const USAGE: Readonly<Record<string, RegExp>> = {
  train: /^Usage: elman train --out DIR \[--from DIR\] \[--minutes N \| --steps N\] \[--resume\] \[--cell NAME\] \[--layers N\] \[--untied\] \[--initial-state NAME\] \[--hidden N\] \[--embedding N\] \[--vocabulary N\] \[--seed N\] \[--json\] PATH\.\.\.$/m,
  evaluate: /^Usage: elman evaluate --model DIR \[--json\] PATH\.\.\.$/m,
  compare: /^Usage: elman compare --out DIR \[--minutes N\] \[--models LIST\] \[--hidden N\] \[--embedding N\] \[--vocabulary N\] \[--seed N\] \[--json\] PATH\.\.\.$/m,
  replay: /^Usage: elman replay --model DIR \[--adapt DIR\] \[--json\] \[--full\] \[--widget\] \[--seed N\] PATH\.\.\.$/m,
  predict: /^Usage: elman predict --model DIR \[--top K\] \[--json\] \[-\]$/m,
  generate: /^Usage: elman generate --model DIR --prompt TEXT \[--words N\] \[--temperature X\] \[--seed N\] \[--raw\]$/m,
  export: /^Usage: elman export --model DIR --out DIR \[--float \| --half\]$/m,
  serve: /^Usage: elman serve --stdio/m,
};

/** Wrong usage: nothing on standard output, a sentence and the command's usage on standard error, exit code 2. */
async function isWrongUsage(args: string[], sentence: RegExp): Promise<void> {
  const { exitCode, output, notes } = await elman(args);
  assert.equal(exitCode, 2, args.join(' '));
  assert.equal(output, '');
  assert.match(notes, sentence);
  assert.match(notes, USAGE[args[0]]);
}

describe('the command line', () => {
  it('explains itself', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { exitCode, output, notes } = await elman(args);
      assert.deepEqual({ exitCode, notes }, { exitCode: 0, notes: '' });
      for (const command of Object.keys(USAGE)) assert.match(output, new RegExp(`^  elman ${command} `, 'm'));
    }
  });

  it('explains every command and every option of it', async () => {
    for (const [command, usage] of Object.entries(USAGE)) {
      const { exitCode, output } = await elman([command, '--help']);
      assert.equal(exitCode, 0);
      assert.match(output, usage);
      for (const [option] of output.split('\n')[0].matchAll(/--\w+/g)) assert.match(output, new RegExp(`^  ${option}\\b`, 'm'), `${command} ${option}`);
    }
  });

  it('refuses unknown commands and none at all', async () => {
    for (const args of [[], ['trian'], ['--json'], ['constructor'], ['__proto__']]) {
      const { exitCode, output, notes } = await elman(args);
      assert.deepEqual({ exitCode, output }, { exitCode: 2, output: '' });
      assert.match(notes, /^Usage:$/m);
    }
  });

  it('refuses unknown options, missing values and values too many', async () => {
    await isWrongUsage(['train', '--speed', '5'], /Unknown option '--speed'\.\n/);
    await isWrongUsage(['evaluate', '--model'], /--model <value>' argument missing\.\n/);
    await isWrongUsage(['evaluate', '--json=yes', '--model', 'x', 'y'], /--json' does not take an argument\.\n/);
    await isWrongUsage(['predict', '--model', 'x', 'file.txt'], /What is "file\.txt"\?/);
    await isWrongUsage(['generate', '--model', 'x', '--prompt', 'y', 'z'], /What is "z"\?/);
    await isWrongUsage(['export', '--model', 'x', '--out', 'y', 'z'], /What is "z"\?/);
    await isWrongUsage(['serve', '--stdio', 'now'], /What is "now"\?/);
  });

  it('asks for what it cannot do without', async () => {
    await isWrongUsage(['train', 'text.txt'], /--out is missing\./);
    await isWrongUsage(['train', '--out', 'model'], /at least one file or folder/);
    await isWrongUsage(['compare', 'text.txt'], /--out is missing\./);
    await isWrongUsage(['compare', '--out', 'comparison'], /at least one file or folder/);
    await isWrongUsage(['evaluate', 'text.txt'], /--model is missing\./);
    await isWrongUsage(['evaluate', '--model', '', 'text.txt'], /--model wants a folder\./);
    await isWrongUsage(['evaluate', '--model', 'model'], /at least one file or folder/);
    await isWrongUsage(['replay', 'text.txt'], /--model is missing\./);
    await isWrongUsage(['replay', '--model', 'model'], /at least one file or folder/);
    await isWrongUsage(['predict'], /--model is missing\./);
    await isWrongUsage(['generate', '--model', 'model'], /--prompt is missing\./);
    await isWrongUsage(['export', '--out', 'copy'], /--model is missing\./);
    await isWrongUsage(['export', '--model', 'model'], /--out is missing\./);
    await isWrongUsage(['serve'], /--stdio is missing\./);
  });

  it('refuses what is no number, or too small or large a one', async () => {
    const train = (option: string, value: string) => ['train', '--out', 'model', `--${option}=${value}`, 'text.txt'];
    for (const value of ['NaN', 'abc', '', ' ', '1e99', 'Infinity', '-1', '0']) {
      await isWrongUsage(train('minutes', value), /--minutes wants /);
      await isWrongUsage(train('steps', value), /--steps wants a whole number from 1 to /);
      await isWrongUsage(train('hidden', value), /--hidden wants a whole number from 1 to 4096, not /);
    }
    await isWrongUsage(train('steps', '1.5'), /--steps wants a whole number .*, not "1\.5"\./);
    await isWrongUsage(train('vocabulary', '256'), /--vocabulary wants a whole number from 257 to 30000, not "256"\./);
    for (const value of ['0', '4', '1.5']) await isWrongUsage(train('layers', value), /--layers wants a whole number from 1 to 3, not /);
    await isWrongUsage(train('seed', '-1'), /--seed wants a whole number from 0 to 4294967295/);
    await isWrongUsage(['predict', '--model', 'x', '--top', '0'], /--top wants a whole number from 1 to 100/);
    await isWrongUsage(['generate', '--model', 'x', '--prompt', '', '--temperature', 'hot'], /--temperature wants a number from 0 to 10/);
  });

  it('refuses names that it does not know', async () => {
    for (const value of ['LSTM', 'rnn', '', 'constructor']) await isWrongUsage(['train', '--out', 'm', `--cell=${value}`, 'x'], /--cell wants elman-tanh, elman-sigmoid, elman-relu, gru or lstm, not "\w*"\./);
    await isWrongUsage(['train', '--out', 'm', '--initial-state', 'random', 'x'], /--initial-state wants zero or learned, not "random"\./);
  });

  it('refuses options that contradict each other', async () => {
    await isWrongUsage(['train', '--out', 'm', '--minutes', '1', '--steps', '5', 'x'], /Give --minutes or --steps, not both\./);
    await isWrongUsage(['export', '--model', 'm', '--out', 'n', '--half', '--float'], /Give --float or --half, not both\./);
    for (const option of ['--hidden=5', '--cell=gru', '--layers=2', '--untied', '--initial-state=learned']) {
      await isWrongUsage(['train', '--out', 'm', '--from', 'n', option, 'x'], new RegExp(`Give --from or ${option.split('=')[0]}, not both\\.`));
    }
  });
});
