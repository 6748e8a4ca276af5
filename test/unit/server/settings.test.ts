import assert from 'node:assert/strict';
import fc from 'fast-check';
import manifest from '../../../package.json';
import { EAGERNESS } from '../../../src/prediction/eagerness';
import { defaultSettings, isLanguageEnabled, readSettings } from '../../../src/server/settings';

describe('settings', () => {
  it('have the defaults of package.json', () => {
    const properties = Object.entries(manifest.contributes.configuration.properties);
    const defaults: Record<string, unknown> = Object.fromEntries(properties.map(([name, property]) => [name.replace('elman.', ''), property.default]));
    for (const [name, value] of Object.entries(defaultSettings)) assert.deepEqual(defaults[name], value);
  });

  it('are the defaults where nothing is sent', () => {
    for (const nothing of [undefined, null, {}, [], 'x', 3]) assert.deepEqual(readSettings(nothing), defaultSettings);
  });

  it('keep what is sent and limit what is absurd', () => {
    const sent = { enabled: false, languages: { '*': false, markdown: true, x: 'yes' }, eagerness: 'wild', maximumWords: 0, trainingSeconds: 1e9, continueWords: 12.4, continueTemperature: -1 };
    assert.deepEqual(readSettings(sent), {
      ...defaultSettings,
      enabled: false,
      languages: { '*': false, markdown: true },
      maximumWords: 1,
      trainingSeconds: 3600,
      continueWords: 12,
      continueTemperature: 0,
    });
  });

  it('are usable whatever is sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings)), fc.anything()), (sent) => {
        const settings = readSettings(sent);
        assert.equal(typeof settings.enabled, 'boolean');
        assert.ok(EAGERNESS.includes(settings.eagerness));
        assert.ok(settings.maximumWords >= 1 && Number.isInteger(settings.maximumWords));
        assert.ok(settings.continueWords >= 1 && settings.continueWords <= 10_000 && Number.isInteger(settings.continueWords));
        assert.ok(settings.continueTemperature >= 0 && settings.continueTemperature <= 2);
      }),
    );
  });

  it('switch single languages on and off', () => {
    const on = readSettings({ languages: { '*': true, python: false } });
    const off = readSettings({ languages: { '*': false, python: true } });
    assert.deepEqual([isLanguageEnabled(on, 'python'), isLanguageEnabled(on, 'constructor')], [false, true]);
    assert.deepEqual([isLanguageEnabled(off, 'python'), isLanguageEnabled(off, 'constructor')], [true, false]);
    assert.equal(isLanguageEnabled(readSettings({ enabled: false }), 'python'), false);
  });
});
