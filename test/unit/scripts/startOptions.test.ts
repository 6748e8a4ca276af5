import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { startOptions, WrongUsage } from '../../../scripts/startOptions';

const sentence = (commandLine: string[]): string => {
  try {
    startOptions(commandLine, os.tmpdir());
  } catch (error) {
    assert.ok(error instanceof WrongUsage);
    return error.message;
  }
  return '';
};

describe('the command line of npm start', () => {
  it('opens the sample folder by default', () => {
    assert.match(startOptions([], os.tmpdir()).folder, /scripts[\\/]sample$/);
  });

  it('takes a folder relative to where the person stands', () => {
    assert.equal(startOptions(['--folder', '.'], os.tmpdir()).folder, path.resolve(os.tmpdir()));
  });

  it('says in a sentence what is wrong', () => {
    assert.match(sentence(['--folder', 'no-such-folder']), /^There is no folder ".*no-such-folder"\.$/);
    assert.match(sentence(['--folder']), /argument missing\. Use: npm start -- --folder PATH$/);
    assert.match(sentence(['--fold']), /^Unknown option '--fold'\. Use: /);
    assert.match(sentence(['elsewhere']), /^"elsewhere" means nothing here\. Use: /);
  });
});
