import { MEMORY, parseKernel, RESERVE, type Kernel } from '../../core/kernels/parse-kernel.ts';
import { SHARED } from '../wire.ts';
import type { GuestKernel } from './settings.ts';

/** One run of a function of a kernel. */
interface KernelRun {
  readonly kernel: string;
  readonly name: string;
  readonly numbers: readonly number[];
  /** In the memory of the guest: what the kernel is given, and where its changes go. */
  readonly bytes: Uint8Array;
}

/** Runs functions of kernels. What they return, 0 for nothing; otherwise, why there is no result. */
export type RunKernel = (run: KernelRun) => number | string;

/** Why a kernel was not loaded. */
export class KernelRefusal extends Error {
  override readonly name = 'KernelRefusal';
  readonly kernel: string;

  constructor(kernel: string, reason: string) {
    super(reason);
    this.kernel = kernel;
  }
}

/**
 * Loads the kernels of a guest, before anything of it runs.
 *
 * Each has one instance for as long as the guest lives, also after the machine has stopped it: with a new one for each mistake, a guest
 * that makes many would take more memory than it may.
 *
 * @param shared - The cells of `SHARED`: the host looks there for who does not come to an end.
 * @throws KernelRefusal for one that is not what it has to be.
 */
export function loadKernels(files: readonly GuestKernel[], shared: Int32Array): RunKernel {
  const loaded = new Map(files.map((file, index) => [file.name, new LoadedKernel(file, (isRunning) => void Atomics.store(shared, SHARED.kernel, isRunning ? index + 1 : 0))]));
  return ({ kernel: name, ...run }) => loaded.get(name)?.run(run) ?? `there is no kernel "${name}"; the manifest names ${listNames(loaded.keys())}`;
}

class LoadedKernel {
  readonly #name: string;
  readonly #functions: Kernel['functions'];
  readonly #exports: Readonly<Record<string, unknown>>;
  readonly #mark: (isRunning: boolean) => void;
  #address = 0;
  #room = 0;

  constructor({ name, bytes }: GuestKernel, mark: (isRunning: boolean) => void) {
    // The host has looked at it, too: here it is looked at by whoever runs it.
    const parsed = parseKernel(bytes);
    if ('refused' in parsed) throw new KernelRefusal(name, parsed.refused);
    try {
      this.#exports = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    } catch (error) {
      throw new KernelRefusal(name, describe(error));
    }
    this.#name = name;
    this.#functions = parsed.kernel.functions;
    this.#mark = mark;
  }

  run({ name, numbers, bytes }: Omit<KernelRun, 'kernel'>): number | string {
    const expected = this.#functions.get(name);
    if (expected === undefined) return `the kernel "${this.#name}" has no function "${name}" that can be run; it has ${listNames(this.#functions.keys())}`;
    if (numbers.length !== expected) return `"${name}" of the kernel "${this.#name}" takes ${expected} numbers after the bytes, not ${numbers.length}`;
    this.#mark(true);
    try {
      if (bytes.length > this.#room) this.#reserve(bytes.length);
      this.#view(bytes.length).set(bytes);
      const result = this.#call(name, this.#address, bytes.length, ...numbers) ?? 0;
      bytes.set(this.#view(bytes.length));
      return result;
    } catch (error) {
      return `"${name}" of the kernel "${this.#name}" was stopped: ${describe(error)}`;
    } finally {
      this.#mark(false);
    }
  }

  #reserve(length: number): void {
    const address = (this.#call(RESERVE, length) ?? 0) >>> 0;
    if (address + length > this.#memory.byteLength) throw new RangeError(`its "${RESERVE}" returned an address without room for ${length} bytes`);
    this.#address = address;
    this.#room = length;
  }

  #call(name: string, ...numbers: readonly number[]): number | undefined {
    return (this.#exports[name] as (...numbers: readonly number[]) => number | undefined)(...numbers);
  }

  // Growing makes another buffer of it, and it never shrinks.
  get #memory(): ArrayBuffer {
    return (this.#exports[MEMORY] as WebAssembly.Memory).buffer;
  }

  #view(length: number): Uint8Array {
    return new Uint8Array(this.#memory, this.#address, length);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function listNames(names: Iterable<string>): string {
  return [...names].map((name) => `"${name}"`).join(', ') || 'none';
}
