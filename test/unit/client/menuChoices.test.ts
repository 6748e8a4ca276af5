// The menu offers what applies and nothing else.
import assert from 'node:assert/strict';
import { commands } from '../../../src/client/commandNames';
import { menuChoices, type MenuSituation } from '../../../src/client/menuChoices';
import { translate } from './english';

const FRESH: MenuSituation = {
  isServing: true, isEnabled: true, isPaused: false, isTraining: false, isTrusted: true, hasFolder: true, hasDocument: true, learned: { hasData: false, hasReport: false },
};
const LEARNED = { hasData: true, hasReport: true, earlier: { trained: '2026-03-01T10:30:00.000Z', isInUse: true } };

const offered = (changes: Partial<MenuSituation>): string[] => menuChoices({ ...FRESH, ...changes }, translate).map(({ command }) => command);
const labels = (changes: Partial<MenuSituation>): string[] => menuChoices({ ...FRESH, ...changes }, translate).map(({ label }) => label.replace(/^\$\(.*?\) /, ''));

describe('the menu', () => {
  it('offers no learned data to delete, no report and no other model where nothing was learned', () => {
    assert.deepEqual(labels({}), [
      'Show Document Perplexity', 'Toggle Surprisal Heat Map', 'Continue Writing', 'Pause Suggestions', 'Train on Workspace', 'Show My Statistics', 'Show Walkthrough', 'Settings', 'Restart Language Server',
    ]);
  });

  it('offers them once they are there', () => {
    const all = offered({ learned: LEARNED });
    for (const command of [commands.showReport, commands.useBundledModel, commands.deleteLearned]) assert.ok(all.includes(command), command);
    assert.ok(labels({ learned: LEARNED }).includes('Train on Workspace Again'));
    const unused = offered({ learned: { ...LEARNED, earlier: { ...LEARNED.earlier, isInUse: false } } });
    assert.deepEqual([unused.includes(commands.useBundledModel), unused.includes(commands.deleteLearned)], [false, true]);
  });

  it('offers to resume only while paused, and neither while switched off', () => {
    const ofPause = (changes: Partial<MenuSituation>) => offered(changes).filter((command) => command === commands.pause || command === commands.resume);
    assert.deepEqual(ofPause({}), [commands.pause]);
    assert.deepEqual(ofPause({ isPaused: true }), [commands.resume]);
    assert.deepEqual(ofPause({ isPaused: true, isEnabled: false }), []);
  });

  it('offers to train only where that is possible now', () => {
    assert.ok(!offered({ isTraining: true }).includes(commands.trainOnWorkspace));
    assert.ok(offered({ isTraining: true }).includes(commands.showReport));
    assert.ok(!offered({ hasFolder: false }).includes(commands.trainOnWorkspace));
    assert.ok(!offered({ isTrusted: false }).includes(commands.trainOnWorkspace));
    assert.ok(offered({ isTrusted: false }).includes('workbench.trust.manage'));
  });

  it('offers nothing that needs a document or a server where there is none', () => {
    for (const changes of [{ hasDocument: false }, { isServing: false, learned: undefined }, { isEnabled: false }]) {
      const all = offered(changes);
      for (const command of [commands.showPerplexity, commands.toggleHeatMap, commands.continueWriting]) assert.ok(!all.includes(command), command);
    }
    assert.deepEqual(labels({ isServing: false, learned: undefined }), ['Pause Suggestions', 'Show My Statistics', 'Show Walkthrough', 'Settings', 'Restart Language Server']);
  });
});
