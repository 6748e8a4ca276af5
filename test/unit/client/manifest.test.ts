// package.json says the same as the code: commands, settings and their defaults, and every text in both languages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  commands, dismissSuggestion, extensionId, pausedContext, perplexityView, statisticsSetting, suggestedContext, suggestionAccepted, surprisalMemoryContext, surprisalSetting,
  walkthroughId,
} from '../../../src/client/commandNames';
import { defaultSettings } from '../../../src/server/settings';

const root = path.join(__dirname, '..', '..', '..');
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly { readonly id: string; readonly description: string; readonly media: { readonly svg: string; readonly altText: string }; readonly completionEvents: readonly string[] }[];
}

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

  it('offers the surprisal that is not shown, in the palette and above the view', () => {
    const { commandPalette, 'view/title': title } = manifest.contributes.menus as Record<string, { command: string; when: string }[]>;
    for (const menu of [commandPalette, title]) {
      const when = (command: string) => menu.find((entry) => entry.command === command)!.when;
      assert.ok(when(commands.surprisalWithMemory).endsWith(`!${surprisalMemoryContext}`));
      assert.ok(when(commands.surprisalOfNetwork).endsWith(surprisalMemoryContext) && !when(commands.surprisalOfNetwork).includes('!'));
    }
  });

  it('contributes the view that the code fills', () => {
    assert.deepEqual(Object.values(manifest.contributes.views).flat().map((view) => (view as { id: string }).id), [perplexityView]);
  });

  it('has the settings of the server with their defaults, and those of the client', () => {
    const properties = Object.entries<{ default: unknown }>(manifest.contributes.configuration.properties);
    assert.deepEqual(Object.fromEntries(properties.map(([name, { default: value }]) => [name.replace('elman.', ''), value])), { ...defaultSettings, [statisticsSetting]: true, [surprisalSetting]: 'network' });
  });

  it('has a walkthrough whose steps have pictures that follow the theme, and whose links run commands that there are', () => {
    const [walkthrough, ...others] = manifest.contributes.walkthroughs as Walkthrough[];
    assert.deepEqual([others.length, `${extensionId}#${walkthrough.id}`], [0, walkthroughId]);
    assert.deepEqual(walkthrough.steps.map(({ id }) => id), ['type', 'accept', 'train', 'perplexity', 'privacy']);
    const ours = new Set<string>([...Object.values(commands), suggestionAccepted]);
    for (const { description, media, completionEvents } of walkthrough.steps) {
      const picture = readFileSync(path.join(root, media.svg), 'utf8');
      assert.match(picture, /var\(--vscode-editor-background/);
      assert.doesNotMatch(picture, /<script|<style|href|style=/, 'the page of the editor allows none of these');
      assert.ok(media.altText.startsWith('%'));
      for (const text of [english, korean].map((texts) => texts[description.slice(1, -1)])) {
        for (const [, command] of text.matchAll(/\(command:([\w.]+)/g)) assert.ok(ours.has(command) || command.startsWith('workbench.'), command);
      }
      for (const event of completionEvents) {
        const [, kind, name = ''] = /^(\w+)(?::(.+))?$/.exec(event)!;
        assert.ok(kind !== 'onCommand' || ours.has(name) || name.startsWith('editor.'), event);
        assert.ok(kind !== 'onContext' || name === suggestedContext, event);
      }
    }
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
