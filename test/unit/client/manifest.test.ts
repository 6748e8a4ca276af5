// package.json says the same as the code: commands, settings and their defaults, and every text in both languages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commands, dismissSuggestion, extensionId, pausedContext, perplexityView, statisticsSetting } from '../../../src/client/commandNames';
import { defaultSettings } from '../../../src/server/settings';

const root = path.join(__dirname, '..', '..', '..');
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));

const manifest = read('package.json');
const english: Record<string, string> = read('package.nls.json');
const korean: Record<string, string> = read('package.nls.ko.json');

describe('package.json', () => {
  it('has the name that the code uses', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
  });

  it('contributes the commands that the code registers', () => {
    assert.deepEqual(manifest.contributes.commands.map(({ command }: { command: string }) => command).sort(), Object.values(commands).sort());
  });

  it('offers either to pause or to resume', () => {
    const offered = Object.fromEntries(manifest.contributes.menus.commandPalette.map((entry: { command: string; when: string }) => [entry.command, entry.when]));
    assert.equal(offered[commands.pause], `!${pausedContext}`);
    assert.equal(offered[commands.resume], pausedContext);
  });

  it('contributes the view that the code fills', () => {
    assert.deepEqual(Object.values(manifest.contributes.views).flat().map((view) => (view as { id: string }).id), [perplexityView]);
  });

  it('has the settings of the server with their defaults, and the one of the client', () => {
    const properties = Object.entries<{ default: unknown }>(manifest.contributes.configuration.properties);
    assert.deepEqual(Object.fromEntries(properties.map(([name, { default: value }]) => [name.replace('elman.', ''), value])), { ...defaultSettings, [statisticsSetting]: true });
  });

  it('binds no key but Escape while ghost text is shown, where the editor hides it too', () => {
    const [{ when, ...binding }, ...others] = manifest.contributes.keybindings;
    assert.deepEqual(binding, { key: 'escape', command: dismissSuggestion });
    assert.match(when, /^inlineSuggestionVisible && editorTextFocus && !suggestWidgetVisible/);
    assert.deepEqual(others, []);
  });

  it('turns word-based completion off by default', () => {
    assert.deepEqual(manifest.contributes.configurationDefaults, { 'editor.wordBasedSuggestions': 'off' });
  });

  it('names every text in English and in Korean, and no other', () => {
    const used = [...new Set([...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key))].sort();
    assert.deepEqual(Object.keys(english).sort(), used);
    assert.deepEqual(Object.keys(korean).sort(), used);
  });

  it('has Korean texts that are Korean, and English ones that are not', () => {
    for (const key of Object.keys(english)) {
      assert.match(korean[key], /\p{Script=Hangul}/u, key);
      assert.doesNotMatch(english[key], /\p{Script=Hangul}/u, key);
    }
  });
});
