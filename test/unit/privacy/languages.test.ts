import assert from 'node:assert/strict';
import { languageOf } from '../../../src/privacy/languages';

describe('languages', () => {
  const byName: Record<string, string> = {
    'a.ts': 'typescript', 'a.d.mts': 'typescript', 'A.TSX': 'typescriptreact', 'lib/b.cjs': 'javascript', 'c.py': 'python', 'README.md': 'markdown', README: 'plaintext',
    Dockerfile: 'dockerfile', 'x\\y.rs': 'rust', 'notes.txt': 'plaintext', 'what.is.this': 'plaintext', '.gitignore': 'plaintext', 'a.patch': 'diff',
  };
  for (const [path, language] of Object.entries(byName)) it(`${path} is ${language}`, () => assert.equal(languageOf(path), language));
});
