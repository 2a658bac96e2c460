import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, extname, join, parse, resolve } from 'node:path';
import { findSimilar } from '../core/diagnostics/find-similar.ts';

/** Whether a specifier names a module of Node.js, with or without `node:`. */
export function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || isBuiltin(specifier);
}

// What a plugin uses where Node.js code would use one of its modules.
const INSTEAD: Readonly<Record<string, string>> = {
  assert: 'throw an Error with your own message',
  buffer: 'use Uint8Array, TextEncoder and TextDecoder, which need no import',
  child_process: 'leave it out: a plugin cannot start other programs',
  crypto: 'use the global "crypto", which needs no import',
  events: 'use the global EventTarget, which needs no import, or install the npm package "events"',
  fs: 'keep data with this.storage, and constants in a .ts or .json file that you import',
  http: 'use the global fetch, which needs no import, with the permission "external.api"',
  module: 'write a static import at the top of the file',
  os: 'leave it out: a plugin knows nothing of the machine it runs on',
  path: 'join the parts with a template string: a plugin has no files',
  process: 'read settings with this.config instead of environment variables',
  stream: 'use the globals ReadableStream and TransformStream, which need no import, or async generators',
  timers: 'use the globals setTimeout and setInterval, which need no import',
  url: 'use the globals "URL" and "URLSearchParams", which need no import',
  util: 'use the language’s own means: String(), JSON.stringify(), async functions',
  worker_threads: 'do the work in the hook: a plugin runs in a single thread',
};

const SAME_AS: Readonly<Record<string, string>> = {
  cluster: 'worker_threads', dgram: 'http', dns: 'http', http2: 'http', https: 'http', net: 'http', querystring: 'url', string_decoder: 'buffer', tls: 'http',
};

/** Says what to do in a plugin instead of importing a module of Node.js. */
export function adviseInstead(specifier: string): string {
  const name = specifier.replace(/^node:/, '').split('/')[0] ?? '';
  return INSTEAD[SAME_AS[name] ?? name] ?? 'leave it out, or use a package that needs no Node.js';
}

/** Says how to get a package that is not there. */
export function advisePackage(specifier: string, resolveDir: string): string {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  if (/^[@~]\//.test(specifier)) return 'use a relative path, or "imports" of package.json: path aliases of tsconfig.json are not read';
  const folder = findUp(resolveDir, 'package.json');
  if (folder !== undefined && readDependencies(folder).has(name)) return `run "npm install": package.json names ${name}, and it is not there yet`;
  if (findUp(resolveDir, join('node_modules', name)) !== undefined) return `look at "exports" of the package.json of ${name} for what can be imported`;
  return `run "npm install ${name}", or write "./${specifier}" for a file of the plugin`;
}

function readDependencies(folder: string): ReadonlySet<string> {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, object>;
    return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  } catch {
    // Advice is best effort: validate reports what is wrong with a package.json.
    return new Set();
  }
}

function findUp(start: string, path: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return folder;
    if (folder === parse(folder).root) return undefined;
  }
}

/** Says what a path that leads nowhere most likely meant. */
export function adviseFile(specifier: string, resolveDir: string): string {
  if (specifier.startsWith('#')) return 'add it to "imports" of package.json';
  const wanted = resolve(resolveDir, specifier);
  const near = listFolder(dirname(wanted));
  const stem = basename(wanted, extname(wanted));
  const found = near.find((name) => basename(name, extname(name)) === stem && name !== basename(wanted)) ?? findSimilar(basename(wanted), near);
  if (found === undefined) return 'create the file, or correct the path';
  return `did you mean "${specifier.slice(0, specifier.lastIndexOf('/') + 1)}${found}"?`;
}

function listFolder(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Says what to do with a file that is no code. */
export function adviseKind(file: string): string {
  const kind = extname(file);
  if (kind === '.node') return 'use a package written in JavaScript: native add-ons cannot run in a sandbox';
  if (kind === '.wasm') return 'use a package written in JavaScript: plugins of this kind cannot load WebAssembly';
  if (/^\.(css|scss|html|svg|png|jpe?g|gif|webp|ico)$/.test(kind)) return 'put it in assets/ and name it in the manifest, instead of importing it';
  return 'move the text into a .ts file ("export const text = `…`;") or the data into a .json file';
}
