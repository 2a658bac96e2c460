import { WasmReader } from './wasm-reader.ts';

/** What is known of a kernel before it runs. */
export interface Kernel {
  /** What can be run, by name: how many numbers each takes after the bytes. */
  readonly functions: ReadonlyMap<string, number>;
  /** What its memory may grow to. */
  readonly memoryBytes: number;
}

/** A kernel, or why the bytes are none: the second half of a sentence. */
type ParsedKernel = { readonly kernel: Kernel } | { readonly refused: string };

/** How many bytes the file of a kernel may have. */
export const LARGEST_KERNEL = 1024 * 1024;

/** The function by which a kernel says where bytes can be put. */
export const RESERVE = 'reserve';

/** The name under which a kernel shows its memory. */
export const MEMORY = 'memory';

const PAGE_BYTES = 64 * 1024;
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

const SECTION = { custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, export: 7, start: 8 } as const;
/** 5.5.16: each at most once, in this order. Tags and whatever later versions add are none of it. */
const ORDER = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11];

const FUNCTION_TYPE = 0x60;
const [I32, I64, F32, F64, V128, FUNCREF, EXTERNREF] = [0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f];
const VALUE_TYPES: readonly number[] = [I32, I64, F32, F64, V128, FUNCREF, EXTERNREF];
/** A number of the plugin can become one of these. */
const NUMBERS: readonly number[] = [I32, F32, F64];
const EXPORTED = { function: 0, memory: 2 } as const;
const HAS_MAXIMUM = 1;
const IS_SHARED = 2;

// The machine keeps something for each of these outside of the kernel's memory.
const MOST_TYPES = 1_000;
const MOST_FUNCTIONS = 10_000;
const MOST_TABLE_ENTRIES = 10_000;

/**
 * Parses a kernel as far as is needed to know what it can do to its host: what it imports, which memory it may take, what runs without
 * being called, and what can be called. The rest is for the machine to validate.
 *
 * What the machine would keep outside of the kernel's one memory is bounded here. Types of later versions of WebAssembly, whose values
 * live on the heap of the host, are refused with their declarations.
 *
 * @param bytes - Anything at all.
 */
export function parseKernel(bytes: Uint8Array): ParsedKernel {
  if (bytes.length > LARGEST_KERNEL) return { refused: `it has more than ${LARGEST_KERNEL} bytes` };
  try {
    return { kernel: readKernel(new WasmReader(bytes)) };
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

function readKernel(reader: WasmReader): Kernel {
  const sections = readSections(reader);
  const readSection = <Item>(id: number, read: (section: WasmReader) => Item): readonly Item[] => {
    const section = new WasmReader(sections.get(id) ?? Uint8Array.of(0));
    const items = section.readList(() => read(section));
    return section.isAtEnd ? items : refuse(`its section ${id} is longer than what it holds`);
  };
  readSection(SECTION.import, refuseImport);
  if (sections.has(SECTION.start)) refuse('it has a start function, and nothing of a kernel runs without being called');
  const types = readSection(SECTION.type, readType);
  if (types.length > MOST_TYPES) refuse(`it has more than ${MOST_TYPES} types`);
  const functions = readSection(SECTION.function, (section) => section.readUnsigned());
  if (functions.length > MOST_FUNCTIONS) refuse(`it has more than ${MOST_FUNCTIONS} functions`);
  const entries = readSection(SECTION.table, readTable).reduce((sum, maximum) => sum + maximum, 0);
  if (entries > MOST_TABLE_ENTRIES) refuse(`its tables may hold more than ${MOST_TABLE_ENTRIES} entries`);
  const memories = readSection(SECTION.memory, readMemory);
  const exported = readSection(SECTION.export, readExport);
  const [pages] = memories;
  if (pages === undefined || memories.length > 1 || !exported.some(({ kind, name }) => kind === EXPORTED.memory && name === MEMORY)) {
    return refuse(`it has no memory of its own, exported as "${MEMORY}"`);
  }
  return { functions: listFunctions(exported, (index) => types[functions[index] ?? -1]), memoryBytes: pages * PAGE_BYTES };
}

// 5.5.2, 5.5.16.
function readSections(reader: WasmReader): ReadonlyMap<number, Uint8Array> {
  if (PREAMBLE.some((byte) => reader.isAtEnd || reader.readByte() !== byte)) refuse('it is no WebAssembly module of version 1');
  const sections = new Map<number, Uint8Array>();
  let last = -1;
  while (!reader.isAtEnd) {
    const id = reader.readByte();
    const section = reader.readPart();
    if (id === SECTION.custom) continue;
    const place = ORDER.indexOf(id);
    if (place < 0) refuse(`it has a section ${id}, which WebAssembly 2.0 does not know`);
    if (place <= last) refuse(`its section ${id} is not where it belongs`);
    last = place;
    sections.set(id, section);
  }
  return sections;
}

// 5.5.5. One is one too many.
function refuseImport(section: WasmReader): never {
  return refuse(`it imports "${section.readName()}.${section.readName()}", and a kernel imports nothing`);
}

interface FunctionType {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

// 5.3.6, 5.5.4.
function readType(section: WasmReader): FunctionType {
  if (section.readByte() !== FUNCTION_TYPE) refuse('it has types other than those of functions');
  const readValue = (): number => {
    const type = section.readByte();
    return VALUE_TYPES.includes(type) ? type : refuse('it has a type that WebAssembly 2.0 does not know');
  };
  return { parameters: section.readList(readValue), results: section.readList(readValue) };
}

// 5.3.9, 5.5.7.
function readTable(section: WasmReader): number {
  const type = section.readByte();
  if (type !== FUNCREF && type !== EXTERNREF) refuse('it has a table of a kind that WebAssembly 2.0 does not know');
  return readMaximum(section, 'table');
}

// 5.3.8, 5.5.8.
function readMemory(section: WasmReader): number {
  return readMaximum(section, 'memory');
}

// 5.3.7.
function readMaximum(section: WasmReader, what: string): number {
  const flags = section.readByte();
  if (flags === 0) refuse(`its ${what} has no maximum`);
  if (flags === (HAS_MAXIMUM | IS_SHARED)) refuse(`its ${what} is shared between threads`);
  if (flags !== HAS_MAXIMUM) refuse(`its ${what} is of a kind that WebAssembly 2.0 does not know`);
  const minimum = section.readUnsigned();
  const maximum = section.readUnsigned();
  return minimum <= maximum ? maximum : refuse(`its ${what} is larger than its maximum`);
}

interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

// 5.5.10.
function readExport(section: WasmReader): Export {
  return { name: section.readName(), kind: section.readByte(), index: section.readUnsigned() };
}

function listFunctions(exported: readonly Export[], typeOf: (index: number) => FunctionType | undefined): ReadonlyMap<string, number> {
  const functions = new Map<string, number>();
  let canReserve = false;
  for (const { name, kind, index } of exported) {
    const type = kind === EXPORTED.function ? typeOf(index) : undefined;
    if (type === undefined) continue;
    const { parameters, results } = type;
    if (name === RESERVE) canReserve = parameters.join() === String(I32) && results.join() === String(I32);
    else if (isRunnable(type)) functions.set(name, parameters.length - 2);
  }
  if (!canReserve) refuse(`it exports no function "${RESERVE}" that takes a length and returns an address`);
  if (functions.size === 0) refuse('it exports no function that takes an address, a length and numbers');
  return functions;
}

function isRunnable({ parameters: [address, length, ...numbers], results }: FunctionType): boolean {
  return address === I32 && length === I32 && results.length <= 1 && [...numbers, ...results].every((type) => NUMBERS.includes(type));
}

function refuse(reason: string): never {
  throw new RangeError(reason);
}
