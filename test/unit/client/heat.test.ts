import assert from 'node:assert/strict';
import { heatColours } from '../../../src/client/commandNames';
import { byHeat, heatName, heatOf, heatRange, HEATS } from '../../../src/client/heat';
import manifest from '../../../package.json';
import { blended, contrast, difference, parseColour } from '../../support/colours';
import { figures, translate } from './english';

type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

/** Of VS Code's own themes (Dark Modern, Light Modern, and the two of high contrast): background, text, and the faintest colours of code. */
const themes: Record<Theme, { readonly background: string; readonly text: string; readonly code: readonly string[]; readonly least: number }> = {
  dark: { background: '#1f1f1f', text: '#cccccc', code: ['#6a9955', '#569cd6', '#ce9178', '#c586c0'], least: 3 },
  light: { background: '#ffffff', text: '#3b3b3b', code: ['#008000', '#098658', '#267f99', '#0070c1'], least: 3 },
  highContrast: { background: '#000000', text: '#ffffff', code: ['#7ca668', '#569cd6', '#ce9178', '#c586c0'], least: 4.5 },
  highContrastLight: { background: '#ffffff', text: '#292929', code: ['#096d48', '#b5200d', '#185e73', '#5e2cbc'], least: 4 },
};

describe('heat', () => {
  it('has four steps of bits', () => {
    assert.deepEqual([0, 5.99, 6, 9.99, 10, 13.99, 14, Infinity].map(heatOf), [0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('names each step, and the bits that it covers', () => {
    assert.deepEqual(HEATS.map((heat) => `${heatName(heat, translate)}, ${heatRange(heat, translate, figures)}`), [
      'expected, below 6 bits: more likely than 1 in 64',
      'a little surprising, 6 to 10 bits: 1 in 64 to 1 in 1,024',
      'surprising, 10 to 14 bits: 1 in 1,024 to 1 in 16,384',
      'very surprising, 14 bits or more: 1 in 16,384 or less likely',
    ]);
  });

  it('sorts words into its steps, in their order', () => {
    const words = [20, 1, 7, 2, 15, 11].map((surprisalBits) => ({ surprisalBits }));
    const bits = Object.values(byHeat(words)).map((step) => step.map(({ surprisalBits }) => surprisalBits));
    assert.deepEqual(bits, [[1, 2], [7], [11], [20, 15]]);
  });
});

describe('colours of the heat map', () => {
  const { colors } = manifest.contributes;

  it('are those that the code names, in their order', () => {
    assert.deepEqual(colors.map(({ id }) => id), heatColours);
  });

  for (const [name, { background, text, code, least }] of Object.entries(themes)) {
    const backgrounds = colors.map(({ defaults }) => blended(parseColour(defaults[name as Theme]), parseColour(background)));

    it(`leave text legible: ${name}`, () => {
      for (const behind of backgrounds) {
        // 7 : 1 is the enhanced contrast of WCAG 2.
        assert.ok(contrast(parseColour(text), behind) >= 7, `${contrast(parseColour(text), behind)}`);
        for (const colour of code) assert.ok(contrast(parseColour(colour), behind) >= least, `${colour} ${contrast(parseColour(colour), behind)}`);
      }
    });

    it(`differ from each other and from the background: ${name}`, () => {
      const all = [parseColour(background), ...backgrounds];
      // A difference of 2.3 in CIELAB is just noticed side by side.
      for (const [i, one] of all.entries()) for (const other of all.slice(i + 1)) assert.ok(difference(one, other) >= 10, `${difference(one, other)}`);
    });

    it(`let selections and matches shine through: ${name}`, () => {
      for (const { defaults } of colors) assert.ok(parseColour(defaults[name as Theme]).alpha <= 0.5);
    });
  }
});
