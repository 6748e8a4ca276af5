// A report such as a training leaves, with names that try to be markup, and the page built for it.
import type { ReportData } from '../../src/report/reportData';
import { RunReport } from '../../training/report/runReport';

export const HOSTILE_NAME = `</script><img src=x onerror=alert(1)>"'&<!--`;

export function syntheticReport(): ReportData {
  const report = new RunReport(['notes', HOSTILE_NAME.replaceAll('/', '')]);
  for (let step = 1; step <= 1000; step++) {
    report.step({
      step, fraction: step / 1000, tokens: 1024 * step, tokensPerSecond: 9000 + step, seconds: step / 10, secondsLeft: 0,
      lossNats: 8 * Math.exp(-step / 300) + 2, learningRate: 2e-3 * (1 - step / 1001), gradientNorm: 1 + Math.sin(step) / 2, validationNats: 9 - Math.floor(step / 200),
    });
  }
  report.learn({
    finding: 'better',
    options: { batch: 32, [HOSTILE_NAME]: HOSTILE_NAME },
    languages: [{ language: 'typescript', files: 40, bytes: 1e6, heldOutFiles: 4, heldOutBytes: 1e5 }],
    heldOut: [{ language: '*', bytes: 1e5, before: 2.1, after: 1.7 }, { language: HOSTILE_NAME, bytes: 5e4, before: null, after: 1.5 }],
    reliability: {
      bins: [{ from: 0.1, to: 0.2, suggestions: 321, meanProbability: 0.144, shareRight: 0.167 }, { from: 0.9, to: 1, suggestions: 123, meanProbability: 0.971, shareRight: 0.987 }],
      error: 0.021, errorByChance: 0.018,
    },
  });
  report.end('done');
  return report.data();
}
