import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';
import { evaluateTexts } from '../../../src/model/evaluate';
import { openModelPackage } from '../../../src/model/package';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';

/** What anybody can write with ONNX Runtime and `tokenizer.json` alone; nothing of this project is in it. */
async function totalNats(folder: string, text: string): Promise<number> {
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as object, {});
  const session = await ort.InferenceSession.create(join(folder, 'model.onnx'));
  const start = tokenizer.token_to_id('<|start|>')!;
  const tokens = [start, ...tokenizer.encode(text).ids];
  const [layers, , hidden] = (session.inputMetadata[session.inputNames.indexOf('h0')] as ort.InferenceSession.TensorValueMetadata).shape as number[];
  const T = tokens.length - 1;
  const { logits } = await session.run({
    tokens: new ort.Tensor('int64', BigInt64Array.from(tokens.slice(0, T), BigInt), [T, 1]),
    h0: new ort.Tensor('float32', new Float32Array(layers * hidden), [layers, 1, hidden]),
  });
  const V = logits.dims[2];
  let nats = 0;
  for (let t = 0; t < T; t++) {
    const row = (logits.data as Float32Array).subarray(t * V, (t + 1) * V);
    nats += Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - row[tokens[t + 1]];
  }
  await session.release();
  return nats;
}

const TEXT = 'hello the const constructor = 1234;\n\n\t한국어 hello 日本語 👍 <|start|>\n  the end';

async function compare(folder: string, text: string): Promise<void> {
  const opened = await openModelPackage(folder);
  const { nats } = await evaluateTexts(opened, [{ name: 'text', text }]);
  await opened.dispose();
  const expected = await totalNats(folder, text);
  assert.ok(Math.abs(nats / expected - 1) < 1e-4, `${nats}, not ${expected}`);
}

describe('a program with ONNX Runtime and tokenizer.json alone', () => {
  it('gets the same nats as evaluate', () => inTemporaryFolder((folder) => compare(writeTinyPackage(join(folder, 'model')), TEXT.repeat(20))));

  it('gets them of the bundled model too', () => compare(join('models', 'base'), TEXT.repeat(3)));
});
