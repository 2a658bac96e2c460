import type { FileHandle } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { LAYOUT_PATH } from '../core/archive/layout.ts';
import { BLOCK } from '../core/archive/tar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { readExactly } from './archive-members.ts';

// A zip names its members at its end, a tar at its beginning.
const SEARCHED = 64 * 1024;
const BACKUP_MARK = 'export_metadata.json';

/**
 * Refuses a file that does not even begin as an archive does, and says what it is instead.
 *
 * @throws {@link PlexiError} `PLX2031` for a PlexiChat backup, `PLX2032` for a zip, `PLX2030` for anything else.
 */
export async function refuseOtherFormats(handle: FileHandle, file: string, size: number): Promise<void> {
  const head = await readExactly(handle, 0, Math.min(SEARCHED, size));
  if (head.toString('latin1', 0, LAYOUT_PATH.length + 1) === `${LAYOUT_PATH}\0`) return;
  const tail = await readExactly(handle, Math.max(0, size - SEARCHED), Math.min(SEARCHED, size));
  if ([head, tail, gunzipHead(head)].some((bytes) => bytes.includes(BACKUP_MARK))) fail('PLX2031', { file });
  if (head.toString('latin1', 0, 2) === 'PK') fail('PLX2032', { file });
  fail('PLX2030', { file, reason: describeHead(head) });
}

function describeHead(head: Buffer): string {
  if (head.length === 0) return 'it is empty';
  if (head.length < BLOCK) return 'it is too short';
  if (head.toString('latin1', 257, 262) === 'ustar') return 'it is another kind of tar';
  if (isGzip(head)) return 'it is a gzip file';
  return 'it begins with something else';
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzipHead(head: Buffer): Buffer {
  if (!isGzip(head)) return Buffer.alloc(0);
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * SEARCHED });
  } catch {
    // Not worth a message of its own: it only decides which one the file is refused with.
    return Buffer.alloc(0);
  }
}
