import { blobMember } from '../../../helpers/archive-builder.ts';
import { makeHeader, makeMember, type HeaderFields, type MemberSource } from '../../../helpers/tar-builder.ts';
import type { Attack } from './attack.ts';

const MEMBERS = ['oci-layout', 'index.json', 'manifest', 'config', 'bundle', 'signature manifest', 'empty config', 'code layer', 'assets layer'];
const STRANGER: MemberSource = { path: 'evil.sh', bytes: Buffer.from('rm -rf /\n') };

// Which code refuses a change of the first member, and which one a change anywhere else.
const codeAt = (index: number): string => (index === 0 ? 'PLX2030' : 'PLX2033');

const REMOVED: readonly Attack[] = MEMBERS.map((name, index) => [
  `lacks its ${name}`,
  index === 0 ? 'PLX2030' : index === 1 ? 'PLX2033' : index < 7 ? 'PLX2039' : 'PLX2033',
  { members: (members) => members.filter((_, at) => at !== index) },
]);

const DUPLICATED: readonly Attack[] = MEMBERS.map((name, index) => [
  `has its ${name} twice`,
  'PLX2033',
  { members: (members) => members.flatMap((member, at) => (at === index ? [member, member] : [member])) },
]);

const SWAPPED: readonly Attack[] = MEMBERS.slice(1).map((name, index) => [
  `has its ${name} one place too early`,
  index === 0 ? 'PLX2030' : 'PLX2033',
  { members: (members) => members.toSpliced(index, 2, ...members.slice(index, index + 2).reverse()) },
]);

const ADDED: readonly Attack[] = [0, 1, 2, 5, 9].map((at) => [
  `has a member that nothing names, at place ${at}`,
  codeAt(at),
  { members: (members) => members.toSpliced(at, 0, STRANGER) },
]);

const PADDED: readonly Attack[] = [0, 1, 2, 3, 7, 8].map((index) => [
  `hides bytes in the padding after its ${MEMBERS[index] ?? ''}`,
  'PLX2033',
  { members: (members) => members.map((member, at) => (at === index ? { ...member, padding: hide(member.bytes.length) } : member)) },
]);

const HEADERS: readonly (readonly [string, Partial<HeaderFields>])[] = [
  ['the old type of a file', { type: '\0' }],
  ['the type of a hard link', { type: '1', link: 'oci-layout' }],
  ['the type of a symbolic link', { type: '2', link: '/etc/passwd' }],
  ['the type of a character device', { type: '3' }],
  ['the type of a block device', { type: '4' }],
  ['the type of a folder', { type: '5' }],
  ['the type of a pipe', { type: '6' }],
  ['the type of a contiguous file', { type: '7' }],
  ['a type nobody knows', { type: 'Z' }],
  ['the type of a sparse file', { type: 'S' }],
  ['a link name', { link: 'index.json' }],
  ['an owner', { uid: '0001750\0' }],
  ['a group', { gid: '0001750\0' }],
  ['the name of an owner', { uname: 'root' }],
  ['the name of a group', { gname: 'root' }],
  ['a time', { mtime: '14717223000\0' }],
  ['execute permission', { mode: '0000755\0' }],
  ['the setuid bit', { mode: '0004644\0' }],
  ['no permission', { mode: '0000000\0' }],
  ['a mode with spaces', { mode: '   644 \0' }],
  ['a device number', { device: '0000001\0' }],
  ['empty device numbers', { device: '\0\0\0\0\0\0\0\0' }],
  ['GNU’s magic', { magic: 'ustar  \0' }],
  ['no magic', { magic: '\0\0\0\0\0\0\0\0' }],
  ['bytes after the prefix', { rest: 'x' }],
  ['a checksum with another ending', { checksum: '0000000\0' }],
  ['no checksum', { checksum: '\0\0\0\0\0\0\0\0' }],
  ['a name with "./"', { name: './index.json' }],
  ['a name with "/" at its end', { name: 'index.json/' }],
  ['a name split without need', { prefix: '.', name: 'index.json' }],
  ['a name with bytes after its end', { name: 'index.json\0x' }],
  ['another name', { name: 'INDEX.JSON' }],
];

const BAD_HEADERS: readonly Attack[] = HEADERS.map(([title, header]) => [
  `has a header with ${title}`,
  'PLX2033',
  { members: (members) => members.map((member, at) => (at === 1 ? { ...member, header } : member)) },
]);

const SIZES: readonly (readonly [string, (size: number) => Buffer])[] = [
  ['in base 256', (size) => base256(size)],
  ['below zero', () => base256(-1)],
  ['with spaces', (size) => Buffer.from(size.toString(8).padStart(11, ' ') + '\0')],
  ['without its end', (size) => Buffer.from(size.toString(8).padStart(12, '0'))],
  ['of another base', () => Buffer.from('000000009zz\0')],
  ['as large as can be', () => Buffer.from('77777777777\0')],
  ['larger than the file', () => Buffer.from('00077777777\0')],
  ['one too small', (size) => Buffer.from(`${(size - 1).toString(8).padStart(11, '0')}\0`)],
];

const BAD_SIZES: readonly Attack[] = SIZES.map(([title, encode]) => [
  `has a size ${title}`,
  'PLX2033',
  { members: (members) => members.map((member, at) => (at === 1 ? { ...member, header: { sizeField: encode(member.bytes.length) } } : member)) },
]);

const RECORDS: readonly Attack[] = [
  ['a pax header', 'x', '22 path=other/index.json\n'],
  ['a global pax header', 'g', '22 path=other/index.json\n'],
  ['a long name of GNU', 'L', 'other/index.json\0'],
  ['a long link of GNU', 'K', 'other/index.json\0'],
].map(([title, type, text]): Attack => [
  `renames a member with ${title ?? ''}`,
  'PLX2033',
  { members: (members) => members.toSpliced(1, 0, { path: 'PaxHeaders/x', bytes: Buffer.from(text ?? ''), header: { type: type ?? '' } }) },
]);

/** Attacks on the tar that is the file. */
export const CONTAINER_ATTACKS: readonly Attack[] = [
  ...REMOVED,
  ...DUPLICATED,
  ...SWAPPED,
  ...ADDED,
  ...PADDED,
  ...BAD_HEADERS,
  ...BAD_SIZES,
  ...RECORDS,
  ['has a second blob of the manifest’s name with other bytes', 'PLX2040', {
    unsigned: true,
    members: (members, { manifest }) => [...members, { ...blobMember(manifest), bytes: Buffer.from('{}') }],
  }],
  ['has an empty member', 'PLX2033', { members: (members) => [...members, { path: 'empty', bytes: Buffer.alloc(0) }] }],
  ['has a thousand members', 'PLX2033', { members: (members) => [...members, ...Array.from({ length: 1000 }, () => STRANGER)] }],
  ['names a blob in upper case', 'PLX2039', {
    members: (members) => members.map((member, at) => (at === 3 ? { ...member, path: member.path.toUpperCase() } : member)),
  }],
  ['has the config’s bytes under the code layer’s name', 'PLX2033', {
    members: (members, { config }) => members.map((member, at) => (at === 7 ? { ...member, bytes: config } : member)),
  }],
  ['has no end', 'PLX2033', { end: Buffer.alloc(0) }],
  ['ends with one block', 'PLX2033', { end: Buffer.alloc(512) }],
  ['ends with three blocks', 'PLX2033', { end: Buffer.alloc(1536) }],
  ['ends with twenty blocks, as GNU tar pads', 'PLX2033', { end: Buffer.alloc(10_240) }],
  ['ends with a byte in its last block', 'PLX2033', { end: Buffer.concat([Buffer.alloc(1023), Buffer.from('x')]) }],
  ['has a byte appended', 'PLX2033', { file: (file) => Buffer.concat([file, Buffer.from([0])]) }],
  ['has a member after its end', 'PLX2033', { file: (file) => Buffer.concat([file, makeMember(STRANGER), Buffer.alloc(1024)]) }],
  ['has a zip appended', 'PLX2033', { file: (file) => Buffer.concat([file, Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1')]) }],
  ['is cut in its last layer', 'PLX2033', { file: (file) => file.subarray(0, file.length - 1600) }],
  ['is cut in a header', 'PLX2033', { file: (file) => file.subarray(0, 1100) }],
  ['is one header', 'PLX2033', { file: () => makeHeader({ name: 'oci-layout', size: 30 }) }],
  ['has another layout version', 'PLX2033', { layout: '{"imageLayoutVersion":"9.9.9"}' }],
  ['has a layout with a space', 'PLX2033', { layout: '{"imageLayoutVersion": "1.0.0"}' }],
  ['has an index of a megabyte', 'PLX2038', { index: (index) => ({ ...index, more: 'x'.repeat(1_000_000) }) }],
];

function hide(size: number): Buffer {
  const padding = Buffer.alloc((512 - (size % 512)) % 512);
  padding.write('!', padding.length - 1);
  return padding;
}

function base256(value: number): Buffer {
  const field = Buffer.alloc(12, value < 0 ? 0xff : 0);
  field.writeInt32BE(value, 8);
  field.writeUInt8((field.readUInt8(0) | 0x80), 0);
  return field;
}
