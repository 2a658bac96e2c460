import { dirname, join } from 'node:path';
import type { Message } from 'esbuild';
import { sortDiagnostics, type Diagnostic, type SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { BundleEntry } from './bundle.ts';
import { findEntryAt, parseEntry } from './entry-script.ts';
import { listExports } from './list-exports.ts';
import type { BundleModule } from './name-module.ts';
import { createRefusal, isRefusal, type Refusal } from './refusal.ts';
import { refuseMissing } from './resolve-import.ts';

/** What is needed to say where a message of esbuild belongs. */
export interface MessageContext {
  /** The plugin's folder. */
  readonly directory: string;
  readonly entries: readonly BundleEntry[];
  /** The module that esbuild calls by this name; `undefined` for the entry script. */
  findModule(shown: string): BundleModule | undefined;
  /** The names of the modules through which a module came into the bundle, itself included. */
  findChain(module: BundleModule): readonly string[];
}

/** Puts the messages of one build into the words of the catalogue. */
export function describeMessages(
  messages: { readonly errors: readonly Message[]; readonly warnings: readonly Message[] },
  context: MessageContext,
): readonly Diagnostic[] {
  const diagnostics = [
    ...messages.errors.map((message) => describeError(message, context)),
    ...messages.warnings.flatMap((message) => describeWarning(message, context)),
  ];
  return sortDiagnostics(diagnostics.filter((each, index) => diagnostics.findIndex((other) => isSame(each, other)) === index));
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.message === b.message && a.file === b.file && a.line === b.line && a.column === b.column;
}

function describeError(message: Message, context: MessageContext): Diagnostic {
  const module = context.findModule(message.location?.file ?? '');
  const refusal = isRefusal(message.detail) ? message.detail : explain(message, module);
  if (module === undefined) return describeEntry(message, refusal, context);
  return refusal(locate(message, module), renderChain(context.findChain(module)));
}

function explain(message: Message, module: BundleModule | undefined): Refusal {
  if (message.id === 'unsupported-dynamic-import' || /^Could not resolve import\(/.test(message.text)) return createRefusal('PLX1304', {});
  if (message.id === 'unsupported-require-call') return createRefusal('PLX1309', {});
  if (message.text.startsWith('Top-level await')) return createRefusal('PLX1311', {});
  const missing = /^Could not resolve "(.*)"$/.exec(message.text)?.[1];
  if (missing !== undefined && module !== undefined) return refuseMissing(missing, dirname(module.file));
  const advice = message.notes[0]?.text ?? 'correct the file at this place';
  return createRefusal('PLX1312', { text: tidy(message.text), advice: tidy(advice) });
}

// An import of the entry script fails when the manifest is wrong, so that is where the problem is shown.
function describeEntry(message: Message, refusal: Refusal, { entries, directory }: MessageContext): Diagnostic {
  const entry = findEntryAt(entries, message.location?.line ?? 0);
  if (entry === undefined) return refusal(undefined, '');
  const { file, name } = parseEntry(entry.entry);
  if (!isRefusal(message.detail)) {
    return createDiagnostic('PLX1302', { entry: entry.entry, name, file, advice: adviseExport(file, name, directory) }, entry.location);
  }
  const refused = refusal(entry.location, '');
  return refused.code === 'PLX1308' ? createDiagnostic('PLX1301', { entry: entry.entry, file }, entry.location) : refused;
}

function adviseExport(file: string, name: string, directory: string): string {
  const names = listExports(join(directory, file));
  const [first] = names;
  const change = name === 'default' ? `write "export default class …" in ${file}` : `export ${name} from ${file}`;
  if (first === undefined) return change;
  const found = first === 'default' ? file : `${file}:${first}`;
  return `${change}, or name one of its exports (${names.join(', ')}), for example "${found}"`;
}

function describeWarning(message: Message, context: MessageContext): readonly Diagnostic[] {
  const module = context.findModule(message.location?.file ?? '');
  // What a dependency does that is odd, its users cannot mend.
  if (module?.owner !== 'plugin') return [];
  const location = locate(message, module);
  if (message.id === 'empty-import-meta') return [createDiagnostic('PLX1314', {}, location)];
  return [createDiagnostic('PLX1313', { text: tidy(message.text) }, location)];
}

function locate({ location }: Message, { file }: BundleModule): SourceLocation {
  if (location === null) return { file };
  // esbuild counts columns from 0 and in bytes of UTF-8.
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return { file, line: location.line, column: before.length + 1 };
}

function renderChain(names: readonly string[]): string {
  return names.length < 2 ? '' : ` (imported through ${names.join(' → ')})`;
}

function tidy(text: string): string {
  const named = text.replaceAll('"plugin:', '"').replace(/[.\s]+$/, '');
  return /^[A-Z][a-z]/.test(named) ? `${named.charAt(0).toLowerCase()}${named.slice(1)}` : named;
}
