import { extname } from 'node:path';
import type { OnResolveArgs, PluginBuild } from 'esbuild';
import { adviseFile, adviseInstead, adviseKind, advisePackage, isNodeModule } from './advice.ts';
import { nameModule, type BundleModule } from './name-module.ts';
import { createRefusal, type Refusal } from './refusal.ts';
import type { BundleTarget } from './target.ts';

/** Who imports, and how imports are looked up. */
export interface ResolveContext {
  /** The plugin's folder, links resolved. */
  readonly directory: string;
  readonly target: BundleTarget;
  readonly sdk: BundleModule;
  readonly importer: BundleModule | undefined;
  readonly lookUp: PluginBuild['resolve'];
}

/** What an import means. */
export interface ResolvedImport {
  readonly module: BundleModule;
  /** Whether the module does something when it is imported, so that it stays when nothing of it is used. */
  readonly sideEffects: boolean;
}

/**
 * Finds the module that an import means, or refuses one that a plugin may not have.
 *
 * @returns `undefined` where esbuild decides: it forgives a `require` that fails inside `try`.
 */
export async function resolveImport(
  args: OnResolveArgs,
  context: ResolveContext,
): Promise<ResolvedImport | Refusal | undefined> {
  const { path: specifier, kind, resolveDir } = args;
  const refused = refuseByName(args) ?? context.target.refuse(specifier);
  if (refused !== undefined) return refused;
  if (specifier === SDK) return { module: context.sdk, sideEffects: false };
  const found = await context.lookUp(specifier, { kind, resolveDir, with: args.with });
  if (found.errors.length > 0 || found.external) {
    const mayFail = kind === 'require-call' && context.importer?.owner === 'npm';
    return mayFail ? undefined : refuseMissing(specifier, resolveDir);
  }
  const module = nameModule(found.path, context.directory, context.importer, isPackageName(specifier));
  if (module === undefined) return createRefusal('PLX1306', { specifier });
  if (!isCode(found.path, args.with) && !isAsset(found.path, context.target)) return createRefusal('PLX1307', { specifier, advice: adviseKind(found.path) });
  return { module, sideEffects: found.sideEffects };
}

const SDK = 'plexi-plugin/sdk';

function refuseByName({ path: specifier, kind }: OnResolveArgs): Refusal | undefined {
  if (kind === 'dynamic-import') return createRefusal('PLX1304', {});
  // One letter before the colon is a drive of Windows.
  if (/^([a-z][a-z0-9+.-]+:|\/\/)/i.test(specifier) && !specifier.startsWith('node:')) return createRefusal('PLX1315', { specifier });
  return undefined;
}

/** Refuses an import that leads nowhere. */
export function refuseMissing(specifier: string, resolveDir: string): Refusal {
  if (isNodeModule(specifier)) return createRefusal('PLX1303', { specifier, advice: adviseInstead(specifier) });
  if (/^react(?:-dom)?(?:\/|$)/.test(specifier)) return createRefusal('PLX1332', { specifier });
  if (isPackageName(specifier)) return createRefusal('PLX1305', { specifier, advice: advisePackage(specifier, resolveDir) });
  return createRefusal('PLX1308', { specifier, advice: adviseFile(specifier, resolveDir) });
}

function isPackageName(specifier: string): boolean {
  return !/^(\.{1,2}(\/|$)|[/#]|[a-z]:[\\/])/i.test(specifier);
}

function isAsset(file: string, { assets }: BundleTarget): boolean {
  return Object.hasOwn(assets, extname(file).toLowerCase());
}

function isCode(file: string, attributes: Readonly<Record<string, string>>): boolean {
  const type = attributes['type'];
  return /\.([cm]?[jt]s|[jt]sx|json)$/.test(file) && (type === undefined || type === 'json');
}
