import { randomUUID } from 'node:crypto';
import type { FileInfo } from '../../sdk/capabilities/files.ts';
import type { FileEvent } from '../../sdk/kinds/file-handler.ts';

/** The parts of a file event that a test cares about; the rest is filled in. */
export interface FileEventParts extends Partial<FileInfo> {
  readonly type?: FileEvent['type'];
  /** Id of the event; `id` is the file's. */
  readonly eventId?: string;
  /** When it happened; default: when the file was uploaded. */
  readonly timestamp?: string;
  /** Who did it; default: the uploader. */
  readonly actorId?: string;
}

/**
 * Makes an event as a plugin's `onFileUploaded` gets it, or another `onFile…` hook with `type`. The file is not on the
 * host: `host.files.upload` puts one there.
 *
 * @param parts - The file's name, or any field of the file and the event.
 *
 * @example
 * ```ts
 * createFileEvent('report.txt');
 * createFileEvent({ type: 'file.deleted', name: 'report.txt', size: 12 });
 * ```
 */
export function createFileEvent(parts: string | FileEventParts = {}): FileEvent {
  const { type = 'file.uploaded', eventId, timestamp, actorId, ...fields } = typeof parts === 'string' ? { name: parts } : parts;
  const file = {
    id: `file-${randomUUID()}`,
    channelId: 'general',
    name: 'file.txt',
    mediaType: 'text/plain',
    size: 0,
    uploaderId: 'alice',
    uploadedAt: '2026-01-01T12:00:00.000Z',
    ...fields,
  };
  return { id: eventId ?? `event-${randomUUID()}`, type, timestamp: timestamp ?? file.uploadedAt, actorId: actorId ?? file.uploaderId, file };
}
