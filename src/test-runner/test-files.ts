import type { FileInfo } from '../../sdk/capabilities/files.ts';
import type { FileEvent } from '../../sdk/kinds/file-handler.ts';
import type { MemoryFiles } from '../host/services/memory-files.ts';

/** A file that somebody uploads in a test; what is not given is filled in. */
export interface UploadParts {
  /** Default: `file.txt`. */
  readonly name?: string;
  /** Text or bytes; default: nothing. */
  readonly content?: string | Uint8Array;
  /** Default: `text/plain` for text, `application/octet-stream` for bytes. */
  readonly mediaType?: string;
  /** Default: `general`. */
  readonly channelId?: string;
  /** Default: `alice`. */
  readonly uploaderId?: string;
}

/** The files of a test host: what people do with them, and what is there. */
export interface TestFiles {
  /** Every file, oldest first. */
  readonly all: readonly FileInfo[];
  /** Every file that the plugin under test uploaded and nobody has deleted, oldest first. */
  readonly byPlugin: readonly FileInfo[];
  /** Lets somebody upload a file, and waits until the plugin has dealt with it. */
  upload(parts?: UploadParts): Promise<FileInfo>;
  /** Lets somebody read a file, and waits for the plugin. @returns What it holds. */
  download(file: FileInfo | string, readerId?: string): Promise<Uint8Array>;
  /** Lets somebody delete a file, and waits for the plugin. */
  delete(file: FileInfo | string, actorId?: string): Promise<void>;
  /** Brings the plugin a whole event as it is, whether or not its file is there. */
  deliver(event: FileEvent): Promise<void>;
  /** What a file holds, as text. Nobody hears of it. */
  text(file: FileInfo | string): string;
}

/** What the files of a test host are made from. */
export interface TestFilesOptions {
  readonly files: MemoryFiles;
  /** Who the plugin is. */
  readonly pluginId: string;
  /** Makes sure that there is such a channel. */
  readonly addChannel: (channelId: string) => void;
  /** Does something, and waits until the plugin has dealt with it. */
  readonly act: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly dispatch: (event: FileEvent) => Promise<unknown>;
}

/** Makes the files of a test host. */
export function createTestFiles({ files, pluginId, addChannel, act, dispatch }: TestFilesOptions): TestFiles {
  return {
    get all() {
      return files.all;
    },
    get byPlugin() {
      return files.all.filter(({ uploaderId }) => uploaderId === pluginId);
    },
    upload({ name = 'file.txt', content = '', mediaType, channelId = 'general', uploaderId = 'alice' } = {}) {
      addChannel(channelId);
      const kind = mediaType ?? (typeof content === 'string' ? 'text/plain' : 'application/octet-stream');
      return act(() => files.upload({ channelId, name, mediaType: kind }, toPieces(content), uploaderId));
    },
    download: (file, readerId = 'alice') => act(async () => {
      const { content } = await files.open(idOf(file), {}, readerId);
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      return Buffer.concat(pieces);
    }),
    delete: (file, actorId = 'alice') => act(() => files.delete(idOf(file), actorId)),
    async deliver(event) {
      await act(() => dispatch(event));
    },
    text(file) {
      const bytes = files.look(idOf(file));
      if (bytes === undefined) throw new Error(`there is no file "${idOf(file)}" on the host`);
      return Buffer.from(bytes).toString('utf8');
    },
  };
}

function idOf(file: FileInfo | string): string {
  return typeof file === 'string' ? file : file.id;
}

async function* toPieces(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(content));
}
