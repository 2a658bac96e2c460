import { lstatSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { compareBytes } from '../core/archive/compare-bytes.ts';
import { LIMITS } from '../core/archive/limits.ts';
import type { PackedFile } from '../core/archive/packed-file.ts';
import type { PackingDecision, PackingPlan } from '../core/archive/packing-plan.ts';
import { findExclusion } from '../core/archive/packing-rules.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';

/** The files of a plugin's folder that are packed. */
export interface FileList {
  readonly files: readonly PackedFile[];
  /** Errors for what an archive cannot hold, warnings for secrets that are left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lists the files of a plugin's folder that are packed. Nothing is read but names and sizes.
 *
 * @param directory - The plugin's folder, absolute.
 * @param plan - What to pack.
 */
export function listFiles(directory: string, plan: PackingPlan): FileList {
  const walk = new Walk(realpathSync.native(directory), plan);
  walk.enter(walk.root, '', []);
  return { files: walk.files, diagnostics: walk.diagnostics };
}

class Walk {
  readonly root: string;
  readonly files: PackedFile[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #plan: PackingPlan;

  constructor(root: string, plan: PackingPlan) {
    this.root = root;
    this.#plan = plan;
  }

  /**
   * Walks one folder.
   *
   * @param folder - Absolute, without links.
   * @param prefix - Its path inside the archive, with `/` at the end.
   * @param above - The folders on the way here, absolute: to notice a link back.
   */
  enter(folder: string, prefix: string, above: readonly string[]): void {
    const folders = [...above, folder];
    const start = folder.endsWith(sep) ? folder : folder + sep;
    for (const name of this.#readNames(folder, prefix)) {
      const path = `${prefix}${name}`;
      // Node.js shows bytes that are not UTF-8 as this character, and cannot open such a file by name.
      if (name.includes('\ufffd')) this.diagnostics.push(createDiagnostic('PLX2002', { path, reason: 'is not UTF-8' }));
      else this.#visit(start + name, path, folders);
    }
  }

  #visit(file: string, path: string, above: readonly string[]): void {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return;
    if (stats.isSymbolicLink()) this.#visitLink(file, path, above);
    else if (stats.isDirectory()) this.#visitFolder(file, path, above);
    else if (this.#accepts(path, this.#plan.decideFile(path))) this.#add(file, path, stats);
  }

  #visitFolder(folder: string, path: string, above: readonly string[]): void {
    if (this.#accepts(path, this.#plan.decideFolder(path))) this.enter(folder, `${path}/`, above);
  }

  #visitLink(file: string, path: string, above: readonly string[]): void {
    const decision = this.#plan.decideFile(path);
    if (!this.#accepts(path, decision === 'skip' ? this.#plan.decideFolder(path) : decision)) return;
    const link = followLink(this.root, file);
    if ('refused' in link) this.diagnostics.push(createDiagnostic('PLX2004', { path, reason: link.refused }));
    // The name of the link may look harmless where the name of its target does not.
    else if (link.isSecret) this.#accepts(path, 'secret');
    else if (!link.stats.isDirectory()) {
      if (decision === 'pack') this.#add(link.target, path, link.stats);
    } else if (above.some((folder) => folder === link.target || folder.startsWith(link.target + sep))) {
      this.diagnostics.push(createDiagnostic('PLX2004', { path, reason: 'leads to a folder that it is in' }));
    } else this.#visitFolder(link.target, path, above);
  }

  #add(file: string, path: string, stats: Stats): void {
    if (!stats.isFile()) {
      this.diagnostics.push(createDiagnostic('PLX2005', { path, kind: kindOf(stats) }));
      return;
    }
    // Links to folders can multiply what is listed: stopped here, before memory is.
    if (this.files.length === LIMITS.files) fail('PLX2011', { what: `more than ${LIMITS.files} files`, limit: LIMITS.files });
    const mode = (stats.mode & 0o100) === 0 ? '0644' : '0755';
    this.files.push({ path, mode, content: { file, size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs } });
  }

  #accepts(path: string, decision: PackingDecision): boolean {
    if (decision === 'secret') this.diagnostics.push(createDiagnostic('PLX2008', { path }));
    if (decision === 'named secret') this.diagnostics.push(createDiagnostic('PLX2009', { path }));
    return decision === 'pack';
  }

  #readNames(folder: string, prefix: string): readonly string[] {
    try {
      return readdirSync(folder).sort(compareBytes);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      this.diagnostics.push(createDiagnostic('PLX2006', { path: prefix === '' ? '.' : prefix, reason }));
      return [];
    }
  }
}

type Link = { readonly target: string; readonly stats: Stats; readonly isSecret: boolean } | { readonly refused: string };

function followLink(root: string, file: string): Link {
  const target = resolveLink(file);
  if (target === undefined) return { refused: 'leads nowhere' };
  const inside = relative(root, target);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return { refused: 'leads outside of the plugin’s folder' };
  const path = inside.split(sep).join('/');
  const exclusion = findExclusion(path);
  if (exclusion === 'forbidden') return { refused: `leads to "${path}", which is never packed` };
  return { target, stats: statSync(target), isSecret: exclusion === 'secret' };
}

function resolveLink(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device' : 'no regular file';
}
