import { setFlagsFromString } from 'node:v8';
import { limitWasmMemory } from './limit-wasm-memory.ts';

/** The interpreter as it is installed. */
export interface QuickJsBinaries {
  readonly main: Uint8Array<ArrayBuffer>;
  readonly extensions: readonly { readonly name: string; readonly wasm: Uint8Array<ArrayBuffer> }[];
}

/** The interpreter, compiled once and shared by every worker. */
export interface QuickJsModules {
  readonly main: WebAssembly.Module;
  readonly extensions: readonly { readonly name: string; readonly wasm: WebAssembly.Module }[];
}

const PAGE_BYTES = 64 * 1024;
// The engine's own data, its extensions and messages on their way in, beside the plugin's heap.
const OVERHEAD_PAGES = 128;

/** Compiles QuickJS with room for a heap of so many bytes, and no more. */
export async function compileQuickJs({ main, extensions }: QuickJsBinaries, memoryBytes: number): Promise<QuickJsModules> {
  const pages = Math.ceil(memoryBytes / PAGE_BYTES) + OVERHEAD_PAGES;
  const [compiled, others] = await Promise.all([
    WebAssembly.compile(limitWasmMemory(main, pages)),
    Promise.all(extensions.map(async ({ name, wasm }) => ({ name, wasm: await compileExtension(wasm) }))),
  ]);
  return { main: compiled, extensions: others };
}

/** Makes a function that compiles QuickJS once for each size of heap. */
export function createCompiler(read: () => Promise<QuickJsBinaries>): (memoryBytes: number) => Promise<QuickJsModules> {
  const compiled = new Map<number, Promise<QuickJsModules>>();
  return (memoryBytes) => {
    const modules = compiled.get(memoryBytes) ?? read().then((binaries) => compileQuickJs(binaries, memoryBytes));
    compiled.set(memoryBytes, modules);
    return modules;
  };
}

function compileExtension(binary: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  // Node 20 reads the extensions only with this flag; later versions need none, and do not know it.
  if (!WebAssembly.validate(binary)) setFlagsFromString('--experimental-wasm-extended-const');
  return WebAssembly.compile(binary);
}
