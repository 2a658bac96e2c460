import type { FileInfo } from '../capabilities/files.ts';
import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';

/** What happened to a file. */
export type FileEventType = 'file.uploaded' | 'file.downloaded' | 'file.deleted';

/** One thing that happened to one file. */
export interface FileEvent<Type extends FileEventType = FileEventType> {
  /** Unique; after a crash of the plugin an event may be delivered again, with the same id. */
  readonly id: string;
  readonly type: Type;
  /** When it happened: ISO 8601, UTC. */
  readonly timestamp: string;
  /** Who did it: a user's id, or `plugin:` and the name of a plugin. */
  readonly actorId: string;
  /** The file as it is now; as it was, when it was deleted. */
  readonly file: FileInfo;
}

/** The hooks of a file handler. */
export interface FileHooks {
  /** See {@link FileHandler.onFileUploaded}. */
  onFileUploaded(event: FileEvent<'file.uploaded'>): Awaitable<void>;
  /** See {@link FileHandler.onFileDownloaded}. */
  onFileDownloaded(event: FileEvent<'file.downloaded'>): Awaitable<void>;
  /** See {@link FileHandler.onFileDeleted}. */
  onFileDeleted(event: FileEvent<'file.deleted'>): Awaitable<void>;
}

const KIND = {
  name: 'file-handler',
  hooks: ['onFileUploaded', 'onFileDownloaded', 'onFileDeleted'] satisfies readonly (keyof FileHooks)[],
} as const satisfies Kind;

/**
 * A plugin that hears what happens to the files of a chat. Needs the permission `files.read`.
 *
 * Events of one channel arrive one after another, in order; events of different channels may overlap. A plugin does not
 * hear of what it did itself.
 *
 * @example
 * ```ts
 * import { FileHandler, type FileEvent } from 'plexi-plugin/sdk';
 *
 * export default class LineCounter extends FileHandler {
 *   override async onFileUploaded({ file }: FileEvent): Promise<void> {
 *     if (file.mediaType !== 'text/plain') return;
 *     const lines = (await this.files.text(file.id)).split('\n').length;
 *     await this.messages.send({ channelId: file.channelId, content: `${file.name} has ${lines} lines` });
 *   }
 * }
 * ```
 */
export abstract class FileHandler extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Runs when a user or another plugin has uploaded a file, or put other content into one.
   *
   * @param event - The file, who uploaded it, and when.
   */
  onFileUploaded?(event: FileEvent<'file.uploaded'>): Awaitable<void>;
  /**
   * Runs when a user or another plugin begins to read a file.
   *
   * @param event - The file, who reads it, and when.
   */
  onFileDownloaded?(event: FileEvent<'file.downloaded'>): Awaitable<void>;
  /**
   * Runs when a user or another plugin has deleted a file.
   *
   * @param event - The file as it was, who deleted it, and when.
   */
  onFileDeleted?(event: FileEvent<'file.deleted'>): Awaitable<void>;
}

/** The hooks of a file handler, as functions. */
export type FileHandlerDefinition = HookFunctions<FileHooks> & LifecycleFunctions;

/**
 * Makes a file handler from functions: the same as a class that extends {@link FileHandler}, with the capabilities as the
 * last argument instead of as `this`.
 *
 * @param hooks - The hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of file handlers, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineFileHandler } from 'plexi-plugin/sdk';
 *
 * export const Mourner = defineFileHandler({
 *   async onFileDeleted({ file }, { messages }) {
 *     await messages.send({ channelId: file.channelId, content: `${file.name} is gone` });
 *   },
 * });
 * ```
 */
export function defineFileHandler(hooks: FileHandlerDefinition): PluginClass {
  return defineEntry(FileHandler, hooks);
}
