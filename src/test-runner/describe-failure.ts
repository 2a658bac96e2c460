import { relative, sep } from 'node:path';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { AuthorTest, Failure, StackFrame } from './protocol.ts';

/** Where a failure happened, when it has no place of its own. */
interface FailureContext {
  /** The plugin's folder. */
  readonly directory: string;
  /** The test file. */
  readonly file: string;
}

/** What a failure in a test is to its author. A problem of the plugin or its host speaks for itself. */
export function describeTestFailure(failure: Failure, test: AuthorTest, { directory, file }: FailureContext): readonly Diagnostic[] {
  const frames = ownFrames(failure.frames, directory);
  const location = frames[0] ?? { file, line: test.line, column: test.column };
  if (failure.diagnostics !== undefined) return passOn(failure.diagnostics, frames, [`in test "${test.name}"`, ...listFrames(frames, directory)]);
  const code = /^Snapshot .* mismatched$/s.test(failure.message) ? 'PLX4204' : 'PLX4200';
  const diagnostic = createDiagnostic(code, { name: test.name, reason: firstLine(failure) }, location);
  return [addDetails(diagnostic, listDetails(failure, frames.slice(1), directory))];
}

/** What keeps a whole test file from running. */
export function describeFileFailure(failure: Failure, { directory, file }: FailureContext): readonly Diagnostic[] {
  const frames = ownFrames(failure.frames, directory);
  if (failure.diagnostics !== undefined) return passOn(failure.diagnostics, frames, []);
  const parameters = { file: nameFile(file, directory), reason: firstLine(failure) };
  const diagnostic = createDiagnostic('PLX4201', parameters, frames[0] ?? { file });
  return [addDetails(diagnostic, listDetails(failure, frames.slice(1), directory))];
}

/** What failed in a hook around a group of tests. */
export function describeHookFailure(group: string, failure: Failure, { directory, file }: FailureContext): Diagnostic {
  const frames = ownFrames(failure.frames, directory);
  const diagnostic = createDiagnostic('PLX4209', { group, reason: firstLine(failure) }, frames[0] ?? { file });
  return addDetails(diagnostic, listDetails(failure, frames.slice(1), directory));
}

/** What failed while no test was running. */
export function describeStrayFailure(failure: Failure, directory: string): Diagnostic {
  const frames = ownFrames(failure.frames, directory);
  const diagnostic = createDiagnostic('PLX4208', { reason: firstLine(failure) }, frames[0]);
  return addDetails(diagnostic, listDetails(failure, frames.slice(1), directory));
}

/** Why vitest did not start. */
export function describeBrokenStart(failure: Failure): Diagnostic {
  const [reason = '', ...rest] = failure.message.split('\n');
  return addDetails(createDiagnostic('PLX4207', { reason }, failure.frames[0]), rest.map((line) => line.slice(0, 200)));
}

/** The name of a test file: its path in the plugin's folder. */
export function nameFile(file: string, directory: string): string {
  return relative(directory, file).split(sep).join('/');
}

// A problem that has no place of its own is where the test called for it.
function passOn(diagnostics: readonly Diagnostic[], [frame]: readonly StackFrame[], details: readonly string[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => addDetails(diagnostic.file === undefined ? { ...diagnostic, ...frame } : diagnostic, details));
}

function firstLine({ name, message }: Failure): string {
  const [line = ''] = message.split('\n');
  return name === 'Error' || name === 'AssertionError' || line.startsWith(name) ? line : `${name}: ${line}`;
}

function listDetails(failure: Failure, frames: readonly StackFrame[], directory: string): readonly string[] {
  return [
    ...failure.message.split('\n').slice(1),
    ...(failure.diff?.split('\n') ?? []),
    ...(failure.cause === undefined ? [] : [`caused by: ${failure.cause}`]),
    ...listFrames(frames, directory),
  ];
}

function addDetails(diagnostic: Diagnostic, details: readonly string[]): Diagnostic {
  const all = [...(diagnostic.details ?? []), ...details];
  return all.length === 0 ? diagnostic : { ...diagnostic, details: all };
}

function listFrames(frames: readonly StackFrame[], directory: string): readonly string[] {
  return frames.map(({ file, line, column }) => `at ${relative(directory, file)}:${line}:${column}`);
}

// An author can change only what is in the plugin's folder: frames of packages and of vitest say nothing.
function ownFrames(frames: readonly StackFrame[], directory: string): readonly (StackFrame & SourceLocation)[] {
  return frames.filter(({ file }) => file.startsWith(directory) && !file.includes('node_modules'));
}
