import type { FileMode } from './release.ts';

/** Everything in a tar is a multiple of this. */
export const BLOCK = 512;

/** Two blocks of zeros end a tar. */
export const TAR_END = 2 * BLOCK;

const NAME_AT = 0;
const NAME_BYTES = 100;
const MODE_AT = 100;
const SIZE_AT = 124;
const CHECKSUM_AT = 148;
const PREFIX_AT = 345;
const PREFIX_BYTES = 155;

/** What a header says; all else about a member is fixed. */
export interface TarMember {
  readonly path: string;
  readonly size: number;
  readonly mode: FileMode;
}

/** How many zeros follow a member's bytes. */
export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Bytes of a tar that holds these members. */
export function tarSizeOf(members: readonly { readonly size: number }[]): number {
  return members.reduce((sum, { size }) => sum + BLOCK + size + paddingOf(size), TAR_END);
}

/** Whether a path fits the header: 100 bytes, or up to 155 more before a `/`. */
export function fitsTarHeader(path: string): boolean {
  return isAllName(path) || splitPath(path) !== undefined;
}

/**
 * Encodes the one header this format has for a member: POSIX.1-1988 ustar, a regular file of nobody,
 * changed at the epoch. A reader compares a header with this one, byte by byte.
 *
 * @param header - Where to write it: as long as a block.
 * @throws RangeError when the path does not fit; callers check with {@link fitsTarHeader}.
 */
export function encodeTarHeader(member: TarMember, header: Buffer = Buffer.allocUnsafe(BLOCK)): Uint8Array {
  TEMPLATE.copy(header);
  const { prefix, name } = writePath(member.path, header);
  header.write(`000${member.mode}`, MODE_AT, 'latin1');
  header.write(member.size.toString(8).padStart(11, '0'), SIZE_AT, 'latin1');
  // Only what differs from the template is added up: three thousand headers are written in one go.
  const sum = TEMPLATE_SUM + sumOf(header, NAME_AT, name) + sumOf(header, PREFIX_AT, prefix) + sumOf(header, MODE_AT, 7) + sumOf(header, SIZE_AT, 11);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT, 'latin1');
  return header;
}

/** A header without name, prefix, mode and size. */
function createTemplate(): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write('0000000\0', 108, 'latin1'); // user
  header.write('0000000\0', 116, 'latin1'); // group
  header.write('00000000000\0', 136, 'latin1'); // time
  header.write('        0', CHECKSUM_AT, 'latin1'); // checksum, as spaces while it is computed; type: regular file
  header.write('ustar\x0000', 257, 'latin1');
  header.write('0000000\0', 329, 'latin1'); // device
  header.write('0000000\0', 337, 'latin1');
  return header;
}

const TEMPLATE = createTemplate();
const TEMPLATE_SUM = sumOf(TEMPLATE, 0, BLOCK);

function sumOf(bytes: Buffer, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at++) sum += bytes[at] ?? 0;
  return sum;
}

/**
 * Decodes a header that is exactly what {@link encodeTarHeader} writes.
 *
 * @returns `undefined` when any byte differs from the one form: another type, an owner, a time, a
 *   link, base-256 numbers, a wrong checksum.
 */
export function decodeTarHeader(header: Uint8Array): TarMember | undefined {
  const bytes = Buffer.from(header.buffer, header.byteOffset, BLOCK);
  const size = /^[0-7]{11}$/.exec(bytes.toString('latin1', 124, 135))?.[0];
  const mode = bytes.toString('latin1', 103, 107);
  if (size === undefined || (mode !== '0644' && mode !== '0755')) return undefined;
  const prefix = textUntilZero(bytes.subarray(345, 500));
  const name = textUntilZero(bytes.subarray(0, 100));
  const member: TarMember = { path: prefix === '' ? name : `${prefix}/${name}`, size: Number.parseInt(size, 8), mode };
  return fitsTarHeader(member.path) && bytes.equals(encodeTarHeader(member)) ? member : undefined;
}

function textUntilZero(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}

// Writes a path into a header, and says how many bytes there are of each part.
function writePath(path: string, header: Buffer): { readonly prefix: number; readonly name: number } {
  if (isAllName(path)) return { prefix: 0, name: header.write(path, NAME_AT) };
  const split = splitPath(path);
  if (split === undefined) throw new RangeError(`path too long for a tar header: ${path}`);
  return { prefix: split.prefix.copy(header, PREFIX_AT), name: split.name.copy(header, NAME_AT) };
}

// No character takes more than three bytes for each of its UTF-16 units, so most paths need not be encoded to be sure.
function isAllName(path: string): boolean {
  return path.length * 3 <= NAME_BYTES || Buffer.byteLength(path) <= NAME_BYTES;
}

// A path of more than 100 bytes is cut at the last "/" that leaves a prefix short enough.
function splitPath(path: string): { readonly prefix: Buffer; readonly name: Buffer } | undefined {
  const bytes = Buffer.from(path);
  const cut = bytes.lastIndexOf('/', PREFIX_BYTES);
  if (cut <= 0) return undefined;
  const name = bytes.subarray(cut + 1);
  return name.length === 0 || name.length > NAME_BYTES ? undefined : { prefix: bytes.subarray(0, cut), name };
}
