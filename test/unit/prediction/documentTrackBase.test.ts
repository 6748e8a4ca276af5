// The bundled network itself keeps its state while a document is edited: the tiny networks of the other tests are rounder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModelPackage, type ModelPackage } from '../../../src/model/package';
import { checkEditSession } from '../../support/editSession';

const LINES = 12;

describe('a document track with the bundled model', function () {
  this.timeout(120_000);
  let opened: ModelPackage;
  before(async () => (opened = await openModelPackage(join('models', 'base'))));
  after(() => opened.dispose());

  for (const file of ['README.md', 'README.ko.md', join('src', 'extension.ts')]) {
    it(`ends with what a fresh reading says, after edits of ${file}`, async () => {
      const lines = readFileSync(file, 'utf8').split('\n');
      for (let seed = 1; seed <= 10; seed++) await checkEditSession(opened, { text: lines.slice(seed, seed + LINES).join('\n'), edits: 40, seed });
    });
  }
});
