// Looks for code that can open a network connection, in scripts and in native libraries.
import ts from 'typescript';

/** Modules and globals of Node that reach a network. */
export const connectingNames: readonly string[] = ['http', 'https', 'http2', 'tls', 'dgram', 'undici', 'fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'];

/**
 * The connecting modules that a script requires and the connecting names that it uses as identifiers, `net` as a module
 * included. What stands in comments and other strings is not code. Names put together at run time are not found.
 */
export function connectionsOfScript(code: string): string[] {
  const source = ts.createSourceFile('script.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && connectingNames.includes(node.text)) found.add(node.text);
    if (ts.isStringLiteralLike(node)) {
      const name = node.text.replace(/^node:/, '').split('/')[0]!;
      if ([...connectingNames, 'net'].includes(name) && node.text.replace(/^node:/, '') === name) found.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found].sort();
}

/** What a native library would have to import to reach a network, as it stands in its tables; then an address in it. */
const nativeSigns: readonly string[] = [
  ...['connect', 'getaddrinfo', 'sendto'].flatMap((name) => [`\0${name}\0`, `\0_${name}\0`]), // ELF, Mach-O
  ...['NSURLSession', 'CFNetwork.framework', 'Network.framework'],
  ...['WS2_32.dll', 'ws2_32.dll', 'WINHTTP.dll', 'winhttp.dll', 'WININET.dll', 'wininet.dll'].map((name) => `${name}\0`),
  ...['libcurl.so', 'libssl.so', 'OneCollector', 'events.data.microsoft.com'],
];

/** The signs of networking in a native library. */
export function connectionsOfLibrary(library: Buffer): string[] {
  return nativeSigns.filter((sign) => library.includes(sign, 0, 'latin1')).map((sign) => sign.replaceAll('\0', ''));
}
