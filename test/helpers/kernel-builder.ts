/** A function of a kernel: WebAssembly by hand. */
interface KernelFunction {
  /** Default: an address and a length. */
  readonly parameters?: readonly number[];
  readonly results?: readonly number[];
  /** Its instructions, without the last `end`. */
  readonly code: readonly number[];
}

/** What a kernel is made of; what is left out is as in a kernel that works. */
export interface KernelParts {
  /** Besides `reserve`. */
  readonly functions?: Readonly<Record<string, KernelFunction>>;
  readonly reserve?: KernelFunction;
  /** As it stands in the memory section. */
  readonly memory?: readonly number[];
  /** The name under which the memory is exported. */
  readonly memoryName?: string;
  /** Sections that are put in, as they are, before the one with this number. */
  readonly before?: Readonly<Record<number, readonly number[]>>;
}

export const I32 = 0x7f;
export const F32 = 0x7d;
export const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00] as const;

/** Kernel code for tests, by what it does. Its parameters are an address and a length. */
export const CODE = {
  /** `loop br 0 end` */
  loopsForEver: [0x03, 0x40, 0x0c, 0x00, 0x0b],
  /** Adds one to the first byte. */
  addsOne: [0x20, 0, 0x20, 0, 0x2d, 0, 0, 0x41, 1, 0x6a, 0x3a, 0, 0],
  /** Loads from the last address there is. */
  readsOutside: [0x41, 0x7f, 0x2d, 0, 0, 0x1a],
  unreachable: [0x00],
  /** Calls the function after `reserve`: itself, where it is the first. */
  recurses: [0x20, 0, 0x20, 1, 0x10, 1],
  /** Grows by a page until that fails, and returns how many pages there are. */
  grows: [0x03, 0x40, 0x41, 1, 0x40, 0, 0x41, 0x7f, 0x47, 0x0d, 0, 0x0b, 0x3f, 0],
} as const;

/** LEB128. */
export function encode(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encode(Math.floor(value / 0x80))];
}

export function list(items: readonly (readonly number[])[]): readonly number[] {
  return [...encode(items.length), ...items.flat()];
}

export function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...encode(content.length), ...content];
}

export function text(name: string): readonly number[] {
  return list([...Buffer.from(name)].map((byte) => [byte]));
}

/** Puts a kernel together. */
export function buildKernel({ functions = { run: { code: CODE.addsOne } }, reserve, memory = [1, 1, 1, 16], memoryName = 'memory', before = {} }: KernelParts = {}): Uint8Array<ArrayBuffer> {
  // 1024, behind nothing.
  const all = Object.entries({ reserve: { parameters: [I32], results: [I32], code: [0x41, 0x80, 0x08] }, ...(reserve && { reserve }), ...functions });
  const sections: readonly (readonly [number, readonly number[]])[] = [
    [1, list(all.map(([, { parameters = [I32, I32], results = [] }]) => [0x60, ...list(parameters.map((type) => [type])), ...list(results.map((type) => [type]))]))],
    [3, list(all.map((_, index) => encode(index)))],
    [5, memory],
    [7, list([...all.map(([name], index) => [...text(name), 0, ...encode(index)]), [...text(memoryName), 2, 0]])],
    [10, list(all.map(([, { code }]) => { const body = [0, ...code, 0x0b]; return [...encode(body.length), ...body]; }))],
  ];
  return Uint8Array.from([...PREAMBLE, ...sections.flatMap(([id, content]) => [...(before[id] ?? []), ...section(id, content)])]);
}
