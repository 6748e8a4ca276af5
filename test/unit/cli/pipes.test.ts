// Text that comes through pipes and standard input, by a real shell: read as if it stood in files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { reportOfHtml } from '../../../src/report/reportHtml';
import { writeTinyPackage } from '../../support/tinyPackage';

const PROGRAM = join(__dirname, '..', '..', '..', 'scripts', 'elman.mjs');
const SMALL = '--steps 2 --hidden 16 --embedding 8 --vocabulary 300';

describe('elman and pipes', function () {
  this.timeout(240_000); // builds what is missing or old first
  let folder: string;

  before(async function () {
    if (process.platform === 'win32') this.skip();
    await buildBundles(['reportPage']);
    folder = mkdtempSync(join(tmpdir(), 'elman-pipes-'));
    writeTinyPackage(join(folder, 'model'));
    mkdirSync(join(folder, 'texts'));
    mkdirSync(join(folder, 'tmp'));
    for (let i = 0; i < 12; i++) writeFileSync(join(folder, 'texts', `${i}.txt`), `file ${i}\n${'the quick brown fox jumps over the lazy dog\n'.repeat(9 + i)}`);
    writeFileSync(join(folder, 'crlf.txt'), '\ufeffhello the const\r\nhello\r\n');
    writeFileSync(join(folder, 'broken.txt'), Uint8Array.of(0x61, 0xff, 0x62, 0x0a));
    assert.equal(shell('elman --help').status, 0);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  /** Runs a line of a shell in the folder; `elman` is the command line of this checkout. */
  function shell(line: string) {
    const script = `set -o pipefail; elman() { ${JSON.stringify(process.execPath)} ${JSON.stringify(PROGRAM)} "$@"; }; ${line}`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', input: '', env: { ...process.env, INIT_CWD: folder, TMPDIR: join(folder, 'tmp') } });
    assert.deepEqual(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('elman-')), [], 'nothing is left behind');
    return { status, output: stdout, notes: stderr };
  }

  function saysWhy(line: string, sentence: RegExp): void {
    const { status, output, notes } = shell(line);
    assert.deepEqual([status, output], [1, ''], notes);
    assert.match(notes, sentence);
    assert.equal(notes.trim().split('\n').length, 1, notes);
  }

  it('trains on a pipe, of which some parts are held out', () => {
    const { status, notes } = shell(`elman train --out trained ${SMALL} <(cat texts/*.txt)`);
    assert.equal(status, 0, notes);
    const report = reportOfHtml(readFileSync(join(folder, 'trained', 'report.html'), 'utf8'))!;
    const { files, heldOutFiles } = report.languages[0];
    assert.ok(heldOutFiles > 0 && files >= 10, `${files} files, ${heldOutFiles} held out`);
    assert.match(report.folders.join(), /^\d+$/, 'it goes by the name of the pipe');
  });

  it('trains on several pipes, on standard input, and on files beside them', () => {
    for (const line of [`elman train --out two ${SMALL} <(cat texts/1*.txt) <(cat texts/2.txt)`, `cat texts/*.txt | elman train --out three ${SMALL} -`, `cat texts/1.txt | elman train --out four ${SMALL} /dev/stdin texts`]) {
      const { status, notes } = shell(line);
      assert.equal(status, 0, `${line}: ${notes}`);
    }
    assert.ok(existsSync(join(folder, 'four', 'model.onnx')));
  });

  it('evaluates a pipe as it does the file', () => {
    const figures = (line: string) => {
      const { status, output, notes } = shell(line);
      assert.equal(status, 0, notes);
      const { seconds: _, ...rest } = JSON.parse(output) as Record<string, number>;
      return rest;
    };
    const file = figures('elman evaluate --model model --json crlf.txt');
    for (const source of ['<(cat crlf.txt)', '- < crlf.txt', '/dev/stdin < crlf.txt']) assert.deepEqual(figures(`elman evaluate --model model --json ${source}`), file, source);
    assert.deepEqual(figures('cat crlf.txt | elman evaluate --model model --json -'), file);
    assert.deepEqual(figures('mkfifo named; cat crlf.txt > named & elman evaluate --model model --json named'), file);
  });

  it('leaves out one line end at the end of text to be continued', () => {
    const predict = (print: string) => {
      const { status, output, notes } = shell(`${print} | elman predict --model model --json`);
      assert.deepEqual([status, notes], [0, '']);
      return output;
    };
    const expected = predict("printf 'const hello = hel'");
    for (const print of ["echo 'const hello = hel'", "printf 'const hello = hel\\r\\n'", "printf '\\xef\\xbb\\xbfconst hello = hel\\n'"]) assert.equal(predict(print), expected, print);
    const emptyLine = predict("printf 'const hello = hel\\n\\n'");
    for (const { replace } of (JSON.parse(emptyLine) as { suggestions: { replace: number }[] }).suggestions) assert.equal(replace, 0, 'the cursor is on an empty line');
    assert.equal(shell("echo 'const hello = hel' | elman predict --model model --json -").output, expected);
    assert.equal(predict('true'), predict('echo'));
  });

  it('says in one sentence what is wrong with the input', () => {
    saysWhy('elman predict --model model < broken.txt', /^Standard input is no Unicode text\.$/m);
    saysWhy('elman predict --model model < texts', /^Standard input is a folder, not text\.$/m);
    saysWhy('elman evaluate --model model <(cat broken.txt)', /^The file \d+ cannot be read as text\.$/m);
    saysWhy('elman evaluate --model model - < broken.txt', /^The file standard input cannot be read as text\.$/m);
    saysWhy('elman evaluate --model model - < texts', /^Standard input is a folder, not text\.$/m);
    saysWhy('elman evaluate --model model -', /^No text was found in -\.$/m);
    saysWhy('elman evaluate --model model /dev/null', /^No text was found in \/dev\/null\.$/m);
    saysWhy(`elman train --out nothing ${SMALL} /dev/zero`, /^The file \/dev\/zero cannot be read as text\.$/m);
    saysWhy('elman evaluate --model model /dev/fd/91', /^The input \/dev\/fd\/91 does not reach this program/m);
    saysWhy(`echo word | elman train --out nothing ${SMALL} -`, /^There is too little text/m);
    assert.ok(!existsSync(join(folder, 'nothing')));
  });

  it('says in one sentence what is wrong with a path', () => {
    saysWhy('elman evaluate --model model nowhere.txt', /^There is no file or folder nowhere\.txt\.$/m);
    saysWhy('mkdir -p empty; elman evaluate --model model empty', /^No text was found in empty\.$/m);
    saysWhy('elman evaluate --model empty texts', /^empty.manifest\.json does not exist\.$/m);
    saysWhy('elman evaluate --model crlf.txt texts', /crlf\.txt/);
    saysWhy('elman evaluate --model texts texts', /^texts.manifest\.json does not exist\.$/m);
    saysWhy(`elman train --out crlf.txt ${SMALL} texts`, /^The model cannot be written to .*crlf\.txt/m);
    saysWhy(`elman train --out texts ${SMALL} texts`, /^The folder .*texts holds 0\.txt, which belongs to no model package/m);
  });

  it('ends quietly when no more of its output is wanted', () => {
    const { status, output, notes } = shell('elman generate --raw --model model --prompt hello --words 5000 | head -c 5');
    assert.deepEqual([status, output, notes], [0, 'hello', '']);
    assert.equal(shell('elman --help 2>&1 | head -n 1').output, 'Usage:\n');
  });
});
