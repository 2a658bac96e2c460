import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** One module of a bundle under a name that is the same on every machine. */
export interface BundleModule {
  /** Who it belongs to; also esbuild's namespace, which it shows before the path. */
  readonly owner: 'plugin' | 'npm' | 'plexi-plugin';
  /** What the source map calls it. */
  readonly name: string;
  /** What esbuild calls it, after the namespace. */
  readonly path: string;
  /** The file on this machine. */
  readonly file: string;
  /** Imports inside this folder stay with the owner. */
  readonly root: string;
  readonly package?: PackageFacts;
}

/** What a package says about itself. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * Names a file by who it belongs to, never by where it is on this machine.
 *
 * @param file - The file, links resolved.
 * @param directory - The plugin's folder, links resolved.
 * @param importer - The module that imports it.
 * @param isBare - Whether the import names a package: only then may it lead to a linked folder elsewhere.
 * @returns The module; `undefined` when the file belongs to nobody who may be in the bundle.
 */
export function nameModule(
  file: string,
  directory: string,
  importer: BundleModule | undefined,
  isBare: boolean,
): BundleModule | undefined {
  const inner = relativePath(directory, file);
  if (inner !== undefined && !inner.split('/').includes('node_modules')) {
    return { owner: 'plugin', name: inner, path: inner, file, root: directory };
  }
  const root = findOwner(file, importer, isBare);
  return root === undefined ? undefined : namePackageModule(file, root);
}

function findOwner(file: string, importer: BundleModule | undefined, isBare: boolean): string | undefined {
  const installed = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)?.[1];
  if (installed !== undefined) return installed;
  if (importer?.owner === 'npm' && relativePath(importer.root, file) !== undefined) return importer.root;
  return isBare ? findPackage(dirname(file), (facts) => facts['name'] !== undefined) : undefined;
}

function namePackageModule(file: string, root: string): BundleModule {
  const facts = readPackage(root);
  const name = text(facts['name']) ?? basename(root);
  const version = text(facts['version']) ?? '0.0.0';
  const license = text(facts['license']);
  const shown = `${name}@${version}/${relativePath(root, file) ?? basename(file)}`;
  return {
    owner: 'npm',
    name: `npm:${shown}`,
    path: isEsModule(file) ? `${shown}${ES_MODULE}` : shown,
    file,
    root,
    package: { name, version, ...(license !== undefined && { license }) },
  };
}

// esbuild reads off a path's end whether default imports work as in Node.js (`.mjs`) or as Babel made them. It does
// not see the package.json of a renamed file, so its "type": "module" is said in the way that esbuild sees.
const ES_MODULE = '.mjs';

function isEsModule(file: string): boolean {
  if (!/\.[jt]sx?$/.test(file)) return false;
  const owner = findPackage(dirname(file), () => true);
  return owner !== undefined && readPackage(owner)['type'] === 'module';
}

function findPackage(start: string, accepts: (facts: PackageJson) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && accepts(readPackage(folder))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

type PackageJson = Readonly<Record<string, unknown>>;

function readPackage(folder: string): PackageJson {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as PackageJson) : {};
  } catch {
    // A package without a readable package.json can still be bundled: it goes by its folder's name.
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The path of a file below a folder, with `/`; `undefined` when it is not below. */
export function relativePath(folder: string, file: string): string | undefined {
  const path = relative(folder, file);
  const outside = path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return outside ? undefined : path.split(sep).join('/');
}
