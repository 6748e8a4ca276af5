// Reads a ZIP file from memory: the names in its directory and the bytes of each entry. Enough for a .vsix, which has no
// encryption, no parts and less than 4 GB.
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/** Name -> a function that gives its bytes. @throws Error if this is no ZIP file. */
export function zipEntries(archive: Buffer): Map<string, () => Buffer> {
  const end = lastIndexOfUInt32(archive, endSignature);
  if (end < 0) throw new Error('This is no ZIP file.');
  const entries = new Map<string, () => Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error('The directory of the ZIP file is damaged.');
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const header = archive.readUInt32LE(at + 42);
    entries.set(name, () => contentOf(archive, header, size, method));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** The content after a local header, whose own lengths say where it begins. Method 0 is stored, 8 deflated. */
function contentOf(archive: Buffer, header: number, size: number, method: number): Buffer {
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const stored = archive.subarray(start, start + size);
  return method === 0 ? stored : inflateRawSync(stored);
}

function lastIndexOfUInt32(buffer: Buffer, value: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return buffer.lastIndexOf(bytes);
}
