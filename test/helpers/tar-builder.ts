/** A tar header in which every field can be wrong. Defaults are those of the one form. */
export interface HeaderFields {
  readonly name: string | Buffer;
  readonly size?: number;
  readonly sizeField?: Buffer;
  readonly mode?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mtime?: string;
  readonly type?: string;
  readonly link?: string;
  readonly magic?: string;
  readonly uname?: string;
  readonly gname?: string;
  readonly device?: string;
  readonly prefix?: string;
  readonly checksum?: string;
  readonly rest?: string;
}

/** Encodes a header, checksum included, without caring whether it makes sense. */
export function makeHeader(fields: HeaderFields): Buffer {
  const header = Buffer.alloc(512);
  const put = (offset: number, text: string): void => void header.write(text, offset, 'latin1');
  Buffer.from(fields.name).copy(header, 0, 0, 100);
  put(100, fields.mode ?? '0000644\0');
  put(108, fields.uid ?? '0000000\0');
  put(116, fields.gid ?? '0000000\0');
  put(124, `${(fields.size ?? 0).toString(8).padStart(11, '0')}\0`);
  fields.sizeField?.copy(header, 124);
  put(136, fields.mtime ?? '00000000000\0');
  put(148, '        ');
  put(156, fields.type ?? '0');
  put(157, fields.link ?? '');
  put(257, fields.magic ?? 'ustar\x0000');
  put(265, fields.uname ?? '');
  put(297, fields.gname ?? '');
  put(329, fields.device ?? '0000000\0');
  put(337, fields.device ?? '0000000\0');
  put(345, fields.prefix ?? '');
  put(500, fields.rest ?? '');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, fields.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** One member of a tar: either fields of its header, or a header that was made elsewhere. */
export interface MemberSource {
  readonly path: string;
  readonly bytes: Buffer;
  readonly header?: Partial<HeaderFields>;
  readonly padding?: Buffer;
}

/** Encodes one member. */
export function makeMember({ path, bytes, header, padding }: MemberSource): Buffer {
  const zeros = Buffer.alloc((512 - (bytes.length % 512)) % 512);
  return Buffer.concat([makeHeader({ ...splitName(path), size: bytes.length, ...header }), bytes, padding ?? zeros]);
}

/** Encodes a tar. */
export function makeTar(members: readonly MemberSource[], end: Buffer = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...members.map(makeMember), end]);
}

function splitName(path: string): { readonly name: Buffer; readonly prefix?: string } {
  const bytes = Buffer.from(path);
  if (bytes.length <= 100) return { name: bytes };
  const cut = bytes.lastIndexOf('/', 155);
  return { name: bytes.subarray(cut + 1), prefix: bytes.toString('latin1', 0, cut) };
}
