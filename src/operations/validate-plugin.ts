import { join } from 'node:path';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import type { JudgedPermissions, PermissionChanges } from '../core/permissions/inference/judge-permissions.ts';
import type { Bundle } from '../bundler/bundle.ts';
import type { Platform } from '../platform/platform.ts';
import { readKernels } from '../platform/read-kernels.ts';
import { checkContributions } from '../host/check-contributions.ts';
import { checkTasks } from '../host/tasks/check-tasks.ts';
import { checkFiles } from '../project/check-files.ts';
import type { LimitRequests } from '../core/limits/plugin-limits.ts';
import { resolveLimits } from '../core/limits/resolve-limits.ts';
import type { SandboxEntry } from '../sandbox/engine.ts';
import { bundleLoaded } from './bundle-loaded.ts';
import { checkTypes } from './generate-types.ts';
import { inspectPlugin } from './load-plugin.ts';

/** What `validate` found out about a plugin. */
export interface ValidationReport {
  /** Absolute. */
  readonly directory: string;
  /** The manifest's file, absolute. */
  readonly manifestFile: string;
  /** Absent when the manifest has the wrong shape. */
  readonly name?: string;
  readonly version?: string;
  /** What the bundle registered in the sandbox; absent when it did not come so far. */
  readonly entries?: readonly SandboxEntry[];
  /** What it asks for in `limits`. */
  readonly limits?: LimitRequests;
  /** What would make the permissions fit the code; absent with the entries. */
  readonly permissions?: PermissionChanges;
  readonly diagnostics: readonly Diagnostic[];
}

/** A plugin whose manifest has the right shape. */
interface Subject {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly document: SourceDocument;
}

/**
 * Checks everything about a plugin that can be known without running its hooks: the manifest, the files it names, the
 * code, and that the code loads in the sandbox and is what the manifest says it is.
 *
 * @throws {@link PlexiError} when there is no manifest, or it cannot be parsed.
 */
export async function validatePlugin({ directory }: { readonly directory: string }, platform: Platform): Promise<ValidationReport> {
  const { document, manifest, sound, settingsSchema, diagnostics: read } = await inspectPlugin(directory);
  const report = { directory, manifestFile: document.file };
  const files = sound === undefined ? [] : checkFiles(directory, sound, document);
  const found = [...read, ...files, ...checkTypes(directory, settingsSchema)];
  if (manifest === undefined) return { ...report, diagnostics: sortDiagnostics(found) };
  const subject = { directory, manifest, document };
  const loaded = hasErrors(found) ? { diagnostics: [] } : await loadInSandbox(subject, platform);
  return {
    ...report,
    name: manifest.name,
    version: manifest.version,
    ...(manifest.limits && { limits: manifest.limits }),
    ...loaded,
    diagnostics: sortDiagnostics([...found, ...loaded.diagnostics]),
  };
}

type Loaded = Pick<ValidationReport, 'entries' | 'permissions' | 'diagnostics'>;

async function loadInSandbox(subject: Subject, platform: Platform): Promise<Loaded> {
  try {
    const bundle = await bundleLoaded(subject, platform);
    const entries = await registerEntries(subject, bundle);
    await checkContributions(subject.manifest, entries);
    checkTasks(subject.manifest, entries);
    const { diagnostics, changes } = await judgeCode(subject, bundle, entries);
    return { entries, permissions: changes, diagnostics: [...bundle.diagnostics, ...diagnostics] };
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    return { diagnostics: error.diagnostics.map((found) => place(found, subject)) };
  }
}

// What the code contributes has no place of its own: the manifest is what it does not fit.
function place(found: Diagnostic, { document }: Subject): Diagnostic {
  const { file, line = 1, column = 1 } = document.locate(found.code === 'PLX4160' ? '/background_tasks' : '');
  return found.file === undefined ? { ...found, file, line, column } : found;
}

/** Evaluates the bundle, which registers its entries, and runs nothing else of it. */
async function registerEntries({ directory, manifest }: Subject, { code, sourceMap }: Bundle): Promise<readonly SandboxEntry[]> {
  const { createQuickJsEngine } = await import('../sandbox/quickjs-engine.ts');
  const engine = createQuickJsEngine();
  const kernels = readKernels(directory, manifest);
  try {
    const sandbox = await engine.start({
      plugin: manifest.name,
      code,
      sourceMap,
      folder: directory,
      ...(kernels && { kernels }),
      limits: resolveLimits({ requests: manifest.limits }).limits,
      allowedMethods: new Set(),
      call: () => Promise.reject(new Error('nothing is called while a plugin is validated')),
      log: () => undefined,
    });
    return sandbox.entries;
  } finally {
    await engine.close();
  }
}

// The parser is loaded here: other commands do not pay for it.
async function judgeCode({ manifest, document, directory }: Subject, { code, sourceMap }: Bundle, entries: readonly SandboxEntry[]): Promise<JudgedPermissions> {
  const { inferPermissions } = await import('../core/permissions/inference/infer-permissions.ts');
  const { judgePermissions } = await import('../core/permissions/inference/judge-permissions.ts');
  return judgePermissions(inferPermissions({ code, sourceMap, entries }), { manifest, document, nameFile: (file) => (file.startsWith('npm:') ? file : join(directory, file)) });
}
