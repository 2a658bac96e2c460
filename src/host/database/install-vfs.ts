import type { PageFile } from './page-file.ts';
import type { Sqlite } from './sqlite.ts';

/** The name of the file system that SQLite sees. */
export const VFS = 'plexi';
/** The only names in it: the database, and its journal while something is being written. */
export const DATABASE = '/db';
const JOURNAL = '/db-journal';

// sqlite3.h
const OK = 0;
const IOERR = 10;
const SHORT_READ = 522;
const NOT_FOUND = 12;
const CANNOT_OPEN = 14;
const FULL = 13;

/**
 * Gives SQLite a file system of two files. No path of a statement ever reaches the machine: what is not one of the two
 * does not exist.
 */
export function installVfs({ capi, wasm, vfs }: Sqlite, files: { readonly database: PageFile; readonly journal: PageFile }, largest: number): void {
  const io = new capi.sqlite3_io_methods();
  const system = new capi.sqlite3_vfs();
  io['$iVersion'] = 1;
  system['$iVersion'] = 1;
  system['$szOsFile'] = capi.sqlite3_file.structInfo.sizeof;
  system['$mxPathname'] = 64;
  const byName = new Map([[DATABASE, files.database], [JOURNAL, files.journal]]);
  const open = new Map<number, PageFile>();

  const find = (pointer: number): PageFile => {
    const file = open.get(pointer);
    if (file === undefined) throw new Error('SQLite used a file that is not open');
    return file;
  };
  const named = (name: number): PageFile | undefined => byName.get(wasm.cstrToJs(name) ?? '');

  vfs.installVfs({
    io: {
      struct: io,
      methods: {
        xRead: guard((pointer: number, target: number, length: number, at: bigint) => {
          // A copy: memory of one thread only can be read into.
          const bytes = new Uint8Array(length);
          const found = find(pointer).read(bytes, Number(at));
          wasm.heap8u().set(bytes, target);
          return found < length ? SHORT_READ : OK;
        }),
        xWrite: guard((pointer: number, source: number, length: number, at: bigint) => {
          if (Number(at) + length > largest) return FULL;
          find(pointer).write(wasm.heap8u().slice(source, source + length), Number(at));
          return OK;
        }),
        xTruncate: guard((pointer: number, size: bigint) => {
          find(pointer).truncate(Number(size));
          return OK;
        }),
        xSync: guard((pointer: number) => {
          find(pointer).sync();
          return OK;
        }),
        xFileSize: guard((pointer: number, result: number) => {
          wasm.poke(result, BigInt(find(pointer).size), 'i64');
          return OK;
        }),
        xClose: guard((pointer: number) => {
          find(pointer).close();
          open.delete(pointer);
          return OK;
        }),
        // One thread works with a database at a time: its host sees to that.
        xLock: () => OK,
        xUnlock: () => OK,
        xCheckReservedLock: guard((_pointer: number, result: number) => {
          wasm.poke(result, 0, 'i32');
          return OK;
        }),
        xFileControl: () => NOT_FOUND,
        xSectorSize: () => 4096,
        xDeviceCharacteristics: () => 0,
      },
    },
    vfs: {
      struct: system,
      name: VFS,
      methods: {
        xOpen: guard((_system: number, name: number, pointer: number, flags: number, result: number) => {
          const file = named(name);
          if (file === undefined) return CANNOT_OPEN;
          file.open();
          open.set(pointer, file);
          const handle = new capi.sqlite3_file(pointer);
          handle['$pMethods'] = io.pointer;
          handle.dispose();
          if (result !== 0) wasm.poke(result, flags, 'i32');
          return OK;
        }),
        xDelete: guard((_system: number, name: number) => {
          const file = named(name);
          if (file?.exists === true) file.remove();
          return OK;
        }),
        xAccess: guard((_system: number, name: number, _flags: number, result: number) => {
          wasm.poke(result, named(name)?.exists === true ? 1 : 0, 'i32');
          return OK;
        }),
        xFullPathname: guard((_system: number, name: number, length: number, target: number) => {
          const bytes = new TextEncoder().encode(`${wasm.cstrToJs(name) ?? ''}\0`);
          if (bytes.length > length) return CANNOT_OPEN;
          wasm.heap8u().set(bytes, target);
          return OK;
        }),
        xRandomness: guard((_system: number, length: number, target: number) => {
          wasm.heap8u().set(crypto.getRandomValues(new Uint8Array(length)), target);
          return length;
        }),
        xSleep: () => OK,
        xCurrentTime: guard((_system: number, result: number) => {
          wasm.poke(result, 2440587.5 + Date.now() / 86_400_000, 'f64');
          return OK;
        }),
        xGetLastError: () => OK,
      },
    },
  });
}

// SQLite understands codes, not exceptions.
function guard<Args extends readonly unknown[]>(work: (...args: Args) => number): (...args: Args) => number {
  return (...args) => {
    try {
      return work(...args);
    } catch {
      return IOERR;
    }
  };
}
