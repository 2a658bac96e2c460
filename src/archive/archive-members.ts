import type { FileHandle } from 'node:fs/promises';
import { BLOCK, decodeTarHeader, paddingOf, TAR_END } from '../core/archive/tar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';

/** One member of an archive file, and where its bytes are. */
export interface Member {
  readonly path: string;
  readonly size: number;
  readonly offset: number;
}

// Two files and at most seven blobs; a longer list is not read to its end.
const MOST_MEMBERS = 9;

/**
 * Walks the tar of an archive file: headers of the one form, zeros between, zeros at the end, nothing after.
 *
 * @throws {@link PlexiError} `PLX2033` at the first byte that differs.
 */
export async function readMembers(handle: FileHandle, fileSize: number): Promise<readonly Member[]> {
  const members: Member[] = [];
  let offset = 0;
  for (;;) {
    const header = await readExactly(handle, offset, BLOCK);
    if (isZero(header)) break;
    const member = decodeTarHeader(header);
    if (member?.mode !== '0644') return fail('PLX2033', { problem: `the header at byte ${offset} is not of the one form` });
    if (members.length === MOST_MEMBERS) return fail('PLX2033', { problem: 'it has too many members' });
    offset += BLOCK;
    const padding = paddingOf(member.size);
    if (offset + member.size + padding > fileSize) return fail('PLX2033', { problem: `"${member.path}" is cut off` });
    members.push({ path: member.path, size: member.size, offset });
    offset += member.size;
    if (!isZero(await readExactly(handle, offset, padding))) fail('PLX2033', { problem: `"${member.path}" is not followed by zeros` });
    offset += padding;
  }
  const end = await readExactly(handle, offset, TAR_END);
  if (!isZero(end) || offset + TAR_END !== fileSize) fail('PLX2033', { problem: 'it does not end where its last member ends' });
  return members;
}

/**
 * Reads a range of a file.
 *
 * @throws {@link PlexiError} `PLX2033` when the file ends before.
 */
export async function readExactly(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  // Handed out only when it was filled to its end.
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) fail('PLX2033', { problem: 'the file is cut off' });
    filled += bytesRead;
  }
  return buffer;
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
