// Every sentence that the editor may show is there in Korean, with the same values in it, and nothing else is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findTemplates } from '../../support/templates';

const root = path.join(__dirname, '..', '..', '..');
const korean: Record<string, string> = JSON.parse(readFileSync(path.join(root, 'l10n', 'bundle.l10n.ko.json'), 'utf8'));
const { templates, computed } = findTemplates(root, ['src', 'training']);

const holes = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();

describe('translations', () => {
  it('are found: every template is a literal where it is used', () => {
    assert.ok(templates.size > 50);
    assert.deepEqual(computed, []);
  });

  it('are complete', () => {
    const missing = [...templates].filter(([template]) => !Object.hasOwn(korean, template));
    assert.deepEqual(missing.map(([template, where]) => `${where}: ${template}`), []);
  });

  it('translate nothing that is not said any more', () => {
    assert.deepEqual(Object.keys(korean).filter((template) => !templates.has(template)), []);
  });

  it('keep the values of each sentence', () => {
    for (const [template, translation] of Object.entries(korean)) assert.deepEqual(holes(translation), holes(template), template);
  });

  it('are Korean wherever the template has words', () => {
    // A unit of measure such as "s" has none.
    const worded = Object.keys(korean).filter((template) => /\p{L}{4,}/u.test(template));
    for (const template of worded) assert.match(korean[template], /\p{Script=Hangul}/u, template);
  });
});
