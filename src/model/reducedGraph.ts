// An ONNX file cut down to some of its values: only the nodes that they need, only those of the outputs. All else is copied as
// it stands, weights too, for a runtime drops those that nothing uses.
import { PbfReader, PbfWriter } from 'pbf';

/** Numbers of fields in onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;
const NODE_INPUT = 1;
const NODE_OUTPUT = 2;
const VALUE_NAME = 1;
/** Wire type of strings and messages. */
const LENGTH_DELIMITED = 2;

/** Of one message: our networks have some dozens of nodes. A file with millions of fields would fill the memory with them. */
const MOST_FIELDS = 10_000;

/** One field of a message. */
interface Field {
  readonly number: number;
  /** As it stands in the message. */
  readonly encoded: Uint8Array;
  /** Of a string or a message, else empty. */
  readonly contents: Uint8Array;
}

/**
 * @param values names that nodes of the graph give; those that are outputs stay so, the others are there to be used.
 * @throws Error if the bytes are no ONNX model, or one of far more parts than a network of ours has.
 */
export function reducedGraph(file: Uint8Array, values: readonly string[]): Uint8Array {
  const pbf = new PbfWriter();
  const fields = fieldsOf(file);
  for (const { number, contents } of fields) if (number === MODEL_GRAPH) pbf.writeBytesField(MODEL_GRAPH, reduced(contents, values));
  return Buffer.concat([...fields.filter(({ number }) => number !== MODEL_GRAPH).map(({ encoded }) => encoded), pbf.finish()]);
}

function reduced(graph: Uint8Array, values: readonly string[]): Uint8Array {
  const fields = fieldsOf(graph);
  const needed = neededNodes(fields.filter(({ number }) => number === GRAPH_NODE), values);
  const kept = fields.filter((field) => {
    if (field.number === GRAPH_NODE) return needed.has(field);
    return field.number !== GRAPH_OUTPUT || values.includes(stringsOf(field, VALUE_NAME)[0]);
  });
  return Buffer.concat(kept.map(({ encoded }) => encoded));
}

/** A node stands behind those that it uses, as ONNX wants it. */
function neededNodes(nodes: readonly Field[], values: readonly string[]): ReadonlySet<Field> {
  const wanted = new Set(values);
  const needed = new Set<Field>();
  for (const node of nodes.toReversed()) {
    if (!stringsOf(node, NODE_OUTPUT).some((name) => wanted.has(name))) continue;
    needed.add(node);
    for (const name of stringsOf(node, NODE_INPUT)) wanted.add(name);
  }
  return needed;
}

/** All strings of one field of a message. */
function stringsOf({ contents }: Field, number: number): string[] {
  return fieldsOf(contents).filter((field) => field.number === number).map((field) => new TextDecoder().decode(field.contents));
}

function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let start = 0;
  new PbfReader(message).readFields((number, _: null, pbf) => {
    const isDelimited = pbf.type === LENGTH_DELIMITED;
    const contents = isDelimited ? pbf.readBytes() : new Uint8Array();
    if (!isDelimited) pbf.skip(pbf.type);
    if (fields.length === MOST_FIELDS) throw new Error(`a message of the file has more than ${MOST_FIELDS} fields`);
    fields.push({ number, encoded: message.subarray(start, pbf.pos), contents });
    start = pbf.pos;
  }, null);
  return fields;
}
