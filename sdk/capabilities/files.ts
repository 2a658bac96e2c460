import { callHost } from '../call-host.ts';
import { readHostStream } from '../host-stream.ts';
import type { BoundaryValue } from '../runtime-interface.ts';

/** A file that somebody has shared in a channel. */
export interface FileInfo {
  /** Unique on the host. */
  readonly id: string;
  /** The channel it was shared in. */
  readonly channelId: string;
  /** Its name, without folders. */
  readonly name: string;
  /** What it says it is, for example `text/plain`: nobody has looked inside. */
  readonly mediaType: string;
  /** How many bytes it has. */
  readonly size: number;
  /** Who shared it: a user's id, or `plugin:` and the name of a plugin. */
  readonly uploaderId: string;
  /** When it was uploaded: ISO 8601, UTC. */
  readonly uploadedAt: string;
}

/** What a file holds: bytes, text (which becomes UTF-8), or bytes piece by piece. */
export type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

/** A file to upload. */
export interface NewFile {
  /** The channel to share it in. */
  readonly channelId: string;
  /** Its name, without folders: 1 to 255 characters. */
  readonly name: string;
  /** Default: `text/plain` for text, `application/octet-stream` for bytes. */
  readonly mediaType?: string;
  readonly content: FileContent;
}

/** Which files to list. */
export interface FileQuery {
  /** The channel to look in. */
  readonly channelId: string;
  /** How many at most: 1 to 100; default: 50. */
  readonly limit?: number;
  /** Only files that were uploaded before the one with this id. */
  readonly before?: string;
}

/** A part of a file, by bytes. */
export interface FileRange {
  /** The first byte; default: 0. */
  readonly start?: number;
  /** The byte after the last one; default: the end of the file. */
  readonly end?: number;
}

/**
 * Reads and shares files.
 *
 * `get`, `list`, `read`, `text` and `open` need the permission `files.read`; `upload`, `replace` and `delete` need
 * `files.write`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Transcripts extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content !== '!transcript') return;
 *     const said = await this.messages.list({ channelId: message.channelId });
 *     const content = said.map(({ authorId, content }) => `${authorId}: ${content}\n`).join('');
 *     await this.files.upload({ channelId: message.channelId, name: 'transcript.txt', content });
 *   }
 * }
 * ```
 */
export interface Files {
  /**
   * Reads what is known of a file.
   *
   * @param fileId - The file.
   * @returns Its name, size and so on; `undefined` when there is no such file.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.read`.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  get(fileId: string): Promise<FileInfo | undefined>;
  /**
   * Lists the newest files of a channel.
   *
   * @param query - The channel, how many, and before which file.
   * @returns The files, oldest first.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.read`.
   * @throws {@link HostError} `NOT_FOUND` when the channel or the file in `before` does not exist; `INVALID_ARGUMENT`.
   */
  list(query: FileQuery): Promise<readonly FileInfo[]>;
  /**
   * Reads a file, or a part of it. The plugin's memory has to hold it: read a large one with `open`.
   *
   * @param fileId - The file.
   * @param range - Which part; default: all of it.
   * @returns The bytes.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.read`.
   * @throws {@link HostError} `NOT_FOUND`; `INVALID_ARGUMENT`.
   */
  read(fileId: string, range?: FileRange): Promise<Uint8Array>;
  /**
   * Reads a file of UTF-8 text. What is none becomes U+FFFD.
   *
   * @param fileId - The file.
   * @returns The text.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.read`.
   * @throws {@link HostError} `NOT_FOUND`; `INVALID_ARGUMENT`.
   */
  text(fileId: string): Promise<string>;
  /**
   * Reads a file piece by piece, at the pace of whoever asks for the pieces.
   *
   * @param fileId - The file.
   * @param range - Which part; default: all of it.
   * @returns The pieces, in order, for `for await`.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.read`, when the first piece is asked for.
   * @throws {@link HostError} `NOT_FOUND`; `QUOTA_EXCEEDED` when 64 streams are open already; `INVALID_ARGUMENT`.
   */
  open(fileId: string, range?: FileRange): AsyncIterableIterator<Uint8Array>;
  /**
   * Shares a file in a channel, as the plugin.
   *
   * @param file - Where, by which name, and what it holds.
   * @returns The file as the host stored it.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.write`.
   * @throws {@link HostError} `NOT_FOUND`; `ARCHIVED`; `QUOTA_EXCEEDED` when it is too large, or the plugin has shared too
   *   much; `TOO_MANY` when 8 uploads are under way; `INVALID_ARGUMENT`.
   */
  upload(file: NewFile): Promise<FileInfo>;
  /**
   * Puts other content into a file. Whoever reads it meanwhile reads the old content to its end.
   *
   * @param fileId - The file.
   * @param content - What it holds from now on.
   * @returns The file as it is now.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.write`.
   * @throws {@link HostError} `NOT_FOUND`; `QUOTA_EXCEEDED`; `TOO_MANY`; `INVALID_ARGUMENT`.
   */
  replace(fileId: string, content: FileContent): Promise<FileInfo>;
  /**
   * Deletes a file, the plugin's own or anybody's.
   *
   * @param fileId - The file.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `files.write`.
   * @throws {@link HostError} `NOT_FOUND`; `INVALID_ARGUMENT`.
   */
  delete(fileId: string): Promise<void>;
}

/** The files of the host that runs this plugin. */
export const files: Files = {
  async get(fileId) {
    const found = await callHost('files.get', { fileId });
    return found === null ? undefined : asFile(found);
  },
  list: async ({ channelId, limit, before }) => (await callHost('files.list', { channelId, limit, before })) as unknown as readonly FileInfo[],
  async read(fileId, range) {
    const pieces: Uint8Array[] = [];
    for await (const piece of openFile(fileId, range)) pieces.push(piece);
    return join(pieces);
  },
  text: async (fileId) => new TextDecoder().decode(await files.read(fileId)),
  open: openFile,
  async upload({ channelId, name, mediaType, content }) {
    const kind = mediaType ?? (typeof content === 'string' ? 'text/plain' : 'application/octet-stream');
    return send(await callHost('files.upload', { channelId, name, mediaType: kind }), content);
  },
  replace: async (fileId, content) => send(await callHost('files.replace', { fileId }), content),
  async delete(fileId) {
    await callHost('files.delete', { fileId });
  },
};

async function* openFile(fileId: string, { start, end }: FileRange = {}): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = (await callHost('files.open', { fileId, start, end })) as number;
  for await (const piece of readHostStream(stream)) yield piece as Uint8Array;
}

async function send(upload: BoundaryValue, content: FileContent): Promise<FileInfo> {
  try {
    const pieces = typeof content === 'string' ? [new TextEncoder().encode(content)] : content instanceof Uint8Array ? [content] : content;
    for await (const piece of pieces) {
      for (const part of cut(piece)) await callHost('files.write', { upload, bytes: part });
    }
  } catch (error) {
    await callHost('files.cancel', { upload }).catch(() => undefined);
    throw error;
  }
  return asFile(await callHost('files.finish', { upload }));
}

// Small enough that several may be under way in the plugin's memory.
const LONGEST_PART = 256 * 1024;

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += LONGEST_PART) yield bytes.subarray(start, start + LONGEST_PART);
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function asFile(json: BoundaryValue): FileInfo {
  return json as unknown as FileInfo;
}
