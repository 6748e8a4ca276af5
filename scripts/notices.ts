// The licences of what is bundled: `dist/NOTICES.txt`, which travels in every package.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';

/** Packages that ship outside the bundles. */
const shippedWhole = ['node_modules/onnxruntime-node', 'node_modules/onnxruntime-common'];

/**
 * The text of the notices.
 * @param inputs source files of the bundles, relative to the project
 * @throws Error naming a package whose licence cannot be found: it must not ship.
 */
export function noticesOf(inputs: Iterable<string>): string {
  const bundled = [...inputs].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const folders = new Set([...shippedWhole, ...bundled.filter((folder) => folder !== undefined)]);
  const notices = [...folders].sort().map((folder) => noticeOf(folder));
  return ['Elman contains the following software of others.', ...notices].join(`\n\n${'='.repeat(80)}\n\n`) + '\n';
}

function noticeOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(projectRoot, folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${licenceText(folder) ?? knownText(name, license, author)}`;
}

function licenceText(folder: string): string | undefined {
  const absolute = path.join(projectRoot, folder);
  const file = readdirSync(absolute).find((name) => /^licen[cs]e/i.test(name));
  return file && existsSync(path.join(absolute, file)) ? readFileSync(path.join(absolute, file), 'utf8').trim() : undefined;
}

/** Some packages name their licence without carrying its text. */
function knownText(name: string, license: string, author: unknown): string {
  const holder = holders[name];
  if (license !== 'MIT' || holder === undefined) throw new Error(`${name} (${license}, ${JSON.stringify(author)}) carries no licence text: add its holder to scripts/notices.ts.`);
  return mitText.replace('HOLDER', holder);
}

const holders: Readonly<Record<string, string>> = {
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-node': 'Microsoft Corporation',
};

const mitText = `MIT License

Copyright (c) HOLDER

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
