import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { gzip, type Edits, type LayerEdit } from '../../../helpers/archive-builder.ts';
import type { HeaderFields, MemberSource } from '../../../helpers/tar-builder.ts';
import type { Attack } from './attack.ts';

const assets = (edit: LayerEdit): Edits => ({ assets: edit });
const members = (change: (members: readonly MemberSource[]) => readonly MemberSource[]): Edits => assets({ members: change });
const second = (change: (member: MemberSource) => MemberSource): Edits => members((all) => all.map((member, at) => (at === 1 ? change(member) : member)));
const header = (fields: Partial<HeaderFields>): Edits => second((member) => ({ ...member, header: { ...member.header, ...fields } }));

const EVIL: MemberSource = { path: 'evil.sh', bytes: Buffer.from('#!/bin/sh\n') };

const TARS: readonly Attack[] = [
  ['holds a file that is not listed', 'PLX2035', members((all) => [...all, EVIL])],
  ['holds a file that is not listed before the others', 'PLX2035', members((all) => [EVIL, ...all])],
  ['lacks a file that is listed', 'PLX2035', members((all) => all.slice(0, -1))],
  ['holds a file twice', 'PLX2035', members((all) => [...all, ...all.slice(0, 1)])],
  ['holds its files in another order', 'PLX2035', members((all) => [...all].reverse())],
  ['holds other bytes of the same length', 'PLX2035', second((member) => ({ ...member, bytes: Buffer.alloc(member.bytes.length, 'x') }))],
  ['holds more bytes', 'PLX2035', second((member) => ({ ...member, bytes: Buffer.concat([member.bytes, Buffer.from('x')]) }))],
  ['holds fewer bytes', 'PLX2035', second((member) => ({ ...member, bytes: member.bytes.subarray(1) }))],
  ['renames a file', 'PLX2035', second((member) => ({ ...member, path: 'assets/icon.png' }))],
  ['renames a file out of its folder', 'PLX2035', second((member) => ({ ...member, path: '../icon.svg' }))],
  ['holds a file with another mode', 'PLX2035', header({ mode: '0000755\0' })],
  ['holds a file with the setuid bit', 'PLX2035', header({ mode: '0004755\0' })],
  ['holds a symbolic link', 'PLX2035', header({ type: '2', link: '/etc' })],
  ['holds a hard link', 'PLX2035', header({ type: '1', link: 'plugin.json' })],
  ['holds a folder', 'PLX2035', header({ type: '5' })],
  ['holds a device', 'PLX2035', header({ type: '3', device: '0000001\0' })],
  ['holds a pipe', 'PLX2035', header({ type: '6' })],
  ['holds a file with an owner', 'PLX2035', header({ uid: '0001750\0', uname: 'mallory' })],
  ['holds a file with a time', 'PLX2035', header({ mtime: '14717223000\0' })],
  ['holds a size in base 256', 'PLX2035', header({ sizeField: Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 176]) })],
  ['holds a pax header', 'PLX2035', members((all) => [{ path: 'PaxHeaders/x', bytes: Buffer.from('19 path=../evil.sh\n'), header: { type: 'x' } }, ...all])],
  ['holds a global pax header', 'PLX2035', members((all) => [{ path: 'pax', bytes: Buffer.from('19 path=../evil.sh\n'), header: { type: 'g' } }, ...all])],
  ['holds a long name of GNU', 'PLX2035', members((all) => [{ path: '././@LongLink', bytes: Buffer.from('../evil.sh\0'), header: { type: 'L' } }, ...all])],
  ['hides bytes in padding', 'PLX2035', second((member) => ({ ...member, padding: Buffer.alloc((512 - (member.bytes.length % 512)) % 512, 'x') }))],
  ['has no end', 'PLX2035', assets({ tar: (tar) => tar.subarray(0, -1024) })],
  ['has half an end', 'PLX2035', assets({ tar: (tar) => tar.subarray(0, -512) })],
  ['has zeros after its end', 'PLX2035', assets({ tar: (tar) => Buffer.concat([tar, Buffer.alloc(512)]) })],
  ['has a byte after its end', 'PLX2035', assets({ tar: (tar) => Buffer.concat([tar, Buffer.from('x')]) })],
  ['has another tar after its end', 'PLX2035', assets({ tar: (tar) => Buffer.concat([tar, tar]) })],
  ['is empty', 'PLX2035', assets({ tar: () => Buffer.alloc(0) })],
  ['is a bomb of a gigabyte', 'PLX2035', assets({ gzip: (_, tar) => bomb(tar) })],
];

const GZIPS: readonly Attack[] = [
  ['has two members', 'PLX2035', assets({ gzip: (_, tar) => Buffer.concat([gzip(tar.subarray(0, 1024)), gzip(tar.subarray(1024))]) })],
  ['has an empty second member', 'PLX2035', assets({ gzip: (whole) => Buffer.concat([whole, gzip(Buffer.alloc(0))]) })],
  ['has bytes after its trailer', 'PLX2035', assets({ gzip: (whole) => Buffer.concat([whole, Buffer.from('x')]) })],
  ['has bytes between its end and its trailer', 'PLX2035', assets({ gzip: (whole) => Buffer.concat([whole.subarray(0, -8), Buffer.from('hidden'), whole.subarray(-8)]) })],
  ['has a wrong checksum', 'PLX2035', assets({ gzip: (whole) => patch(whole, whole.length - 8) })],
  ['has a wrong length', 'PLX2035', assets({ gzip: (whole) => patch(whole, whole.length - 4) })],
  ['has the name of a file', 'PLX2035', assets({ gzip: (_, tar) => gzip(tar, Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255]), Buffer.from('x\0')])) })],
  ['has a comment', 'PLX2035', assets({ gzip: (_, tar) => gzip(tar, Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 16, 0, 0, 0, 0, 0, 255]), Buffer.from('x\0')])) })],
  ['has a time', 'PLX2035', assets({ gzip: (_, tar) => gzip(tar, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 0, 255])) })],
  ['names a system', 'PLX2035', assets({ gzip: (_, tar) => gzip(tar, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])) })],
  ['is gzip as zlib writes it', 'PLX2035', assets({ gzip: (_, tar) => gzipSync(tar, { level: 9 }) })],
  ['is deflate without gzip', 'PLX2035', assets({ gzip: (_, tar) => deflateRawSync(tar) })],
  ['is zlib', 'PLX2035', assets({ gzip: (_, tar) => deflateSync(tar) })],
  ['is not compressed', 'PLX2035', assets({ gzip: (_, tar) => tar })],
  ['is noise', 'PLX2035', assets({ gzip: (whole) => Buffer.from(whole.map((byte, at) => (byte * 31 + at * 17) & 0xff)) })],
  ['is cut off', 'PLX2035', assets({ gzip: (whole) => whole.subarray(0, whole.length >> 1) })],
  ['is a byte long', 'PLX2035', assets({ gzip: () => Buffer.from('x') })],
  ['has no bytes', 'PLX2035', assets({ gzip: () => Buffer.alloc(0) })],
  ['has a deflate stream that never ends', 'PLX2035', assets({ gzip: (whole, tar) => Buffer.concat([whole.subarray(0, 10), deflateRawSync(tar, { finishFlush: 2 }), whole.subarray(-8)]) })],
  ['is of zstandard', 'PLX2035', assets({ gzip: (whole) => Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), whole]) })],
];

/** Attacks with a layer, each digested and signed again. */
export const LAYER_ATTACKS: readonly Attack[] = [...TARS, ...GZIPS].map(([title, code, edits]): Attack => [`has a layer that ${title}`, code, edits]);

function patch(bytes: Buffer, at: number): Buffer {
  const patched = Buffer.from(bytes);
  patched.writeUInt8(patched.readUInt8(at) ^ 1, at);
  return patched;
}

// The deflate stream of the true tar, then a gigabyte of zeros in the same stream.
function bomb(tar: Buffer): Buffer {
  const megabyte = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: 3, level: 9 });
  const body = [deflateRawSync(tar, { finishFlush: 3 }), ...Array.from({ length: 1024 }, () => megabyte), Buffer.from([3, 0])];
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), ...body, Buffer.alloc(8)]);
}
