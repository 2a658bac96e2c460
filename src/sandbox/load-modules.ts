import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { findToolRoot } from '../platform/tool.ts';
import { limitWasmMemory } from './limit-wasm-memory.ts';

/** The interpreter, compiled once and shared by every worker. */
export interface QuickJsModules {
  readonly main: WebAssembly.Module;
  readonly extensions: readonly { readonly name: string; readonly wasm: WebAssembly.Module }[];
}

const EXTENSIONS = ['url', 'encoding', 'headers', 'crypto', 'structured-clone'];
const PAGE_BYTES = 64 * 1024;
// The engine's own data, its extensions and messages on their way in, beside the plugin's heap.
const OVERHEAD_PAGES = 128;

/** Reads and compiles QuickJS with room for a heap of so many bytes, and no more. */
export async function loadQuickJs(memoryBytes: number): Promise<QuickJsModules> {
  const pages = Math.ceil(memoryBytes / PAGE_BYTES) + OVERHEAD_PAGES;
  const [main, extensions] = await Promise.all([
    readBinary('quickjs.wasm').then((binary) => WebAssembly.compile(limitWasmMemory(binary, pages))),
    Promise.all(EXTENSIONS.map(loadExtension)),
  ]);
  return { main, extensions };
}

async function loadExtension(name: string): Promise<{ readonly name: string; readonly wasm: WebAssembly.Module }> {
  const binary = await readBinary(`${name}.so`);
  // Node 20 reads the extensions only with this flag; later versions need none, and do not know it.
  if (!WebAssembly.validate(binary)) setFlagsFromString('--experimental-wasm-extended-const');
  return { name, wasm: await WebAssembly.compile(binary) };
}

async function readBinary(name: string): Promise<Buffer<ArrayBuffer>> {
  const require = createRequire(join(findToolRoot(), 'package.json'));
  return readFile(require.resolve(`quickjs-wasi/${name}`));
}
