import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findToolRoot } from '../platform/tool.ts';
import type { QuickJsBinaries } from './compile-quickjs.ts';

const EXTENSIONS = ['url', 'encoding', 'headers', 'crypto', 'structured-clone'];

/** Reads the interpreter from where it is installed. */
export async function readQuickJs(): Promise<QuickJsBinaries> {
  const [main, extensions] = await Promise.all([
    readBinary('quickjs.wasm'),
    Promise.all(EXTENSIONS.map(async (name) => ({ name, wasm: await readBinary(`${name}.so`) }))),
  ]);
  return { main, extensions };
}

/** Finds one of the files that the sandbox runs in a thread or a process of its own. */
export function findSandboxFile(name: 'worker.cjs' | 'child.cjs'): string {
  const file = join(findToolRoot(), 'dist', 'sandbox', name);
  if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build"`);
  return file;
}

async function readBinary(name: string): Promise<Buffer<ArrayBuffer>> {
  const require = createRequire(join(findToolRoot(), 'package.json'));
  return readFile(require.resolve(`quickjs-wasi/${name}`));
}
