import type { FileInfo } from '../../../sdk/capabilities/files.ts';
import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { defineMethod } from './method.ts';
import { bytes, integer, optional, text } from './parse-params.ts';

const id = text({ max: 128 });
const position = optional(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
const number = integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

/** Reading and sharing files. */
export const fileMethods = {
  'files.get': defineMethod({ fileId: id }, async ({ fileId }, { files }) => {
    const file = await files.get(fileId);
    return file === undefined ? null : toJson(file);
  }),
  'files.list': defineMethod(
    { channelId: id, limit: optional(integer({ min: 1, max: 100 })), before: optional(id) },
    async ({ channelId, limit, before }, { files }) => {
      const query = { channelId, ...(limit !== undefined && { limit }), ...(before !== undefined && { before }) };
      return (await files.list(query)).map(toJson);
    },
  ),
  'files.open': defineMethod({ fileId: id, start: position, end: position }, async ({ fileId, start, end }, { files, actorId, streams }) => {
    const range = { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
    const { content } = await files.open(fileId, range, actorId);
    return streams.open(content, 'files.read');
  }),
  'files.upload': defineMethod({ channelId: id, name: fileName, mediaType }, (file, { files, actorId, uploads }) =>
    Promise.resolve(uploads.start((content) => files.upload(file, content, actorId)))),
  'files.replace': defineMethod({ fileId: id }, ({ fileId }, { files, actorId, uploads }) =>
    Promise.resolve(uploads.start((content) => files.replace(fileId, content, actorId)))),
  'files.write': defineMethod({ upload: number, bytes }, async ({ upload, bytes }, { uploads }) => {
    await uploads.write(upload, bytes);
    return null;
  }),
  'files.finish': defineMethod({ upload: number }, async ({ upload }, { uploads }) => toJson(await uploads.finish(upload))),
  'files.cancel': defineMethod({ upload: number }, ({ upload }, { uploads }) => {
    uploads.cancel(upload);
    return Promise.resolve(null);
  }),
  'files.delete': defineMethod({ fileId: id }, async ({ fileId }, { files, actorId }) => {
    await files.delete(fileId, actorId);
    return null;
  }),
};

// Control characters and marks that turn the direction of text hide what a name is: "invoice‮fdp.exe" reads "invoiceexe.pdf".
const HIDDEN = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

function fileName(value: BoundaryValue | undefined, name: string): string {
  const found = text({ max: 255 })(value, name);
  const isPath = /[/\\]/.test(found) || found === '.' || found === '..';
  if (isPath || HIDDEN.test(found) || found.trim() !== found) throw new HostCallError('INVALID_ARGUMENT', `${name} must be the name of a file, without folders, hidden characters, or spaces around it`);
  return found;
}

// RFC 6838 section 4.2, without parameters.
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

function mediaType(value: BoundaryValue | undefined, name: string): string {
  const found = text({ max: 255 })(value, name).toLowerCase();
  if (!MEDIA_TYPE.test(found)) throw new HostCallError('INVALID_ARGUMENT', `${name} must be a media type, such as "text/plain"`);
  return found;
}

// Field by field: what else a host keeps of its files is not for plugins.
function toJson({ id, channelId, name, mediaType, size, uploaderId, uploadedAt }: FileInfo): JsonValue {
  return { id, channelId, name, mediaType, size, uploaderId, uploadedAt };
}
