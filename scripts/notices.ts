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
  const notices = [...[...folders].sort().map(noticeOf), ...nativeNotices()];
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
  return knownLicence('MIT').replace('HOLDER', holder);
}

const holders: Readonly<Record<string, string>> = {
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-node': 'Microsoft Corporation',
};

/** A licence text of `scripts/licences`. */
function knownLicence(name: string): string {
  return readFileSync(path.join(projectRoot, 'scripts', 'licences', `${name}.txt`), 'utf8').trim();
}

/** Native libraries inside onnxruntime-node, which carries no notices of its own; versions as the files state them. */
function nativeNotices(): string[] {
  const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'node_modules', 'onnxruntime-node', 'package.json'), 'utf8'));
  return [
    `ONNX Runtime ${version} (MIT): the native library of onnxruntime-node

Copyright (c) Microsoft Corporation. The MIT licence above holds for it. It contains the work of others; their notices are
in the file ThirdPartyNotices.txt of that version: https://github.com/microsoft/onnxruntime/blob/v${version}/ThirdPartyNotices.txt`,
    `DirectML 1.15.4 (Microsoft Software License Terms): DirectML.dll, in the packages for Windows only

Copyright (c) Microsoft Corporation. All rights reserved. It is distributed under the terms in the file LICENSE.txt of the
NuGet package Microsoft.AI.DirectML of that version; the notices of what it contains are in ThirdPartyNotices.txt there.`,
    `DirectX Shader Compiler 1.8.2502.8 (University of Illinois/NCSA; Microsoft Software License Terms): dxcompiler.dll, dxil.dll, in the packages for Windows only

(c) Microsoft Corporation. All rights reserved. The licences and what each applies to are in the files LICENSE-LLVM.txt,
LICENSE-MIT.txt and LICENSE-MS.txt of that release: https://github.com/microsoft/DirectXShaderCompiler. The first of them:

${knownLicence('NCSA-LLVM')}`,
  ];
}
