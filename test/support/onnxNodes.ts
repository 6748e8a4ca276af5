// The nodes of an ONNX file, read by the field numbers of onnx.proto and by nothing of this project.
import { PbfReader } from 'pbf';

export interface ReadNode {
  readonly operator: string;
  /** Empty for the operators of the standard. */
  readonly domain: string;
  readonly inputs: string[];
  readonly outputs: string[];
}

export interface ReadGraph {
  readonly nodes: ReadNode[];
  readonly inputs: string[];
  readonly outputs: string[];
  /** Domains of the operator sets; the standard's is empty. */
  readonly operatorSets: string[];
}

export function readGraph(file: Uint8Array): ReadGraph {
  const graph: ReadGraph = { nodes: [], inputs: [], outputs: [], operatorSets: [] };
  new PbfReader(file).readFields((field, _: null, model) => {
    if (field === 7) model.readMessage(readGraphField, graph);
    if (field === 8) graph.operatorSets.push(model.readMessage((inner, set: { domain: string }, pbf) => void (inner === 1 && (set.domain = pbf.readString())), { domain: '' }).domain);
  }, null);
  return graph;
}

function readGraphField(field: number, graph: ReadGraph, pbf: PbfReader): void {
  if (field === 1) graph.nodes.push(pbf.readMessage(readNodeField, { operator: '', domain: '', inputs: [], outputs: [] }));
  if (field === 11) graph.inputs.push(pbf.readMessage(readName, { name: '' }).name);
  if (field === 12) graph.outputs.push(pbf.readMessage(readName, { name: '' }).name);
}

function readNodeField(field: number, node: { -readonly [Key in keyof ReadNode]: ReadNode[Key] }, pbf: PbfReader): void {
  if (field === 1) node.inputs.push(pbf.readString());
  if (field === 2) node.outputs.push(pbf.readString());
  if (field === 4) node.operator = pbf.readString();
  if (field === 7) node.domain = pbf.readString();
}

function readName(field: number, value: { name: string }, pbf: PbfReader): void {
  if (field === 1) value.name = pbf.readString();
}
