/** One message between a host and its process: JSON, and bytes beside it. */
export interface Frame {
  readonly json: unknown;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

const WORD = 4;

/**
 * Encodes a frame: its length, the length of its JSON, how many parts it has and how long each is, in 32 bits each, then the JSON
 * and the parts. The length counts what comes after it.
 */
export function encodeFrame(json: unknown, parts: readonly Uint8Array[] = []): Buffer {
  const text = Buffer.from(JSON.stringify(json));
  const words = [text.length, parts.length, ...parts.map(({ length }) => length)];
  const head = Buffer.alloc(WORD * (words.length + 1));
  const rest = [text, ...parts];
  head.writeUInt32LE(head.length - WORD + rest.reduce((sum, { length }) => sum + length, 0));
  for (const [at, word] of words.entries()) head.writeUInt32LE(word, WORD * (at + 1));
  return Buffer.concat([head, ...rest]);
}

/**
 * Makes a reader of frames from a stream of bytes, all of which may be hostile: what is longer than allowed is not waited for,
 * and lengths inside must add up.
 *
 * @param longest - The length that a frame may have at most.
 * @param take - Takes each frame, when all of it is there.
 * @returns Takes the next bytes, and throws a `RangeError` for what is no frame.
 */
export function createFrameReader(longest: () => number, take: (frame: Frame) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = WORD;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size >= needed) {
      const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
      const length = bytes.readUInt32LE();
      if (length > longest()) throw new RangeError(`a frame of ${length} bytes is longer than allowed`);
      chunks = [bytes];
      needed = WORD + length;
      if (size < needed) return;
      chunks = [bytes.subarray(needed)];
      size -= needed;
      take(decodeFrame(bytes.subarray(WORD, needed)));
      needed = WORD;
    }
  };
}

function decodeFrame(bytes: Buffer): Frame {
  const readWord = (at: number): number => {
    if ((at + 1) * WORD > bytes.length) throw new RangeError('a frame ends before its lengths do');
    return bytes.readUInt32LE(at * WORD);
  };
  const count = readWord(1);
  let at = (2 + count) * WORD;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('a frame is shorter than what it holds');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const text = take(readWord(0)).toString();
  // Memory of their own: they are handed on, and kept, one by one.
  const parts = Array.from({ length: count }, (_, index) => Uint8Array.from(take(readWord(2 + index))));
  if (at !== bytes.length) throw new RangeError('a frame is longer than what it holds');
  return { json: parseJson(text), parts };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RangeError('the text of a frame is no JSON');
  }
}
