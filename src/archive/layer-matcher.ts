import { createHash, type Hash } from 'node:crypto';
import type { FileEntry, Layer } from '../core/archive/release.ts';
import { encodeTarHeader, paddingOf, TAR_END } from '../core/archive/tar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';

/** Receives the files of a layer while they are checked. A file counts only after the whole layer was fine. */
export interface FileSink {
  begin(entry: FileEntry): void;
  write(bytes: Uint8Array): void;
  end(): void;
}

// A layer is exact bytes that follow from the file list (headers, zeros), and contents between them.
type Piece =
  | { readonly kind: 'exact'; readonly bytes: Uint8Array; readonly what: string }
  | { readonly kind: 'content'; readonly entry: FileEntry; readonly hash: Hash };

/** Compares the bytes of one tar with the tar that the file list describes: nothing in it is parsed. */
export class LayerMatcher {
  readonly #layer: Layer;
  readonly #sink: FileSink | undefined;
  readonly #pieces: Generator<Piece>;
  #piece: Piece | undefined;
  /** Bytes of the piece that were seen. */
  #seen = 0;

  constructor(layer: Layer, sink?: FileSink) {
    this.#layer = layer;
    this.#sink = sink;
    this.#pieces = describePieces(layer.files);
    this.#advance();
  }

  /** Takes the next bytes of the tar. */
  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) {
      const piece = this.#piece ?? this.#refuse('there is more after its end');
      const taken = rest.subarray(0, sizeOf(piece) - this.#seen);
      if (piece.kind === 'exact') this.#matchExact(piece, taken);
      else this.#takeContent(piece.hash, taken);
      this.#seen += taken.length;
      rest = rest.subarray(taken.length);
      if (this.#seen === sizeOf(piece)) this.#finishPiece(piece);
    }
  }

  /** Says that there are no more bytes. */
  end(): void {
    if (this.#piece !== undefined) this.#refuse('it ends too early');
  }

  #matchExact(piece: { readonly bytes: Uint8Array; readonly what: string }, taken: Uint8Array): void {
    const expected = piece.bytes.subarray(this.#seen, this.#seen + taken.length);
    if (Buffer.compare(expected, taken) !== 0) this.#refuse(`${piece.what} differs`);
  }

  #takeContent(hash: Hash, taken: Uint8Array): void {
    hash.update(taken);
    this.#sink?.write(taken);
  }

  #finishPiece(piece: Piece): void {
    if (piece.kind === 'content') {
      const { path, digest } = piece.entry;
      if (`sha256:${piece.hash.digest('hex')}` !== digest) this.#refuse(`"${path}" has other bytes than the list says`);
      this.#sink?.end();
    }
    this.#advance();
  }

  #advance(): void {
    const next = this.#pieces.next();
    this.#piece = next.done === true ? undefined : next.value;
    this.#seen = 0;
    if (this.#piece?.kind !== 'content') return;
    this.#sink?.begin(this.#piece.entry);
    // A file without bytes gets none from `push`.
    if (this.#piece.entry.size === 0) this.#finishPiece(this.#piece);
  }

  #refuse(problem: string): never {
    return fail('PLX2035', { layer: this.#layer.name, problem });
  }
}

function sizeOf(piece: Piece): number {
  return piece.kind === 'exact' ? piece.bytes.length : piece.entry.size;
}

function* describePieces(files: readonly FileEntry[]): Generator<Piece> {
  let padding = 0;
  for (const entry of files) {
    const bytes = Buffer.concat([Buffer.alloc(padding), encodeTarHeader(entry)]);
    yield { kind: 'exact', bytes, what: `the header of "${entry.path}"` };
    yield { kind: 'content', entry, hash: createHash('sha256') };
    padding = paddingOf(entry.size);
  }
  yield { kind: 'exact', bytes: Buffer.alloc(padding + TAR_END), what: 'its end' };
}
