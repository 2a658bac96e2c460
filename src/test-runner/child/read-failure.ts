import { stripVTControlCharacters } from 'node:util';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Failure, StackFrame } from '../protocol.ts';

/** An error as vitest serializes it: every field may be anything. */
interface SerializedError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly diff?: unknown;
  readonly stacks?: unknown;
  readonly stack?: unknown;
  readonly diagnostics?: unknown;
  readonly cause?: unknown;
}

/** Reads an error that vitest reports. */
export function readFailure(error: unknown): Failure {
  const { name, message, diff, stacks, stack, diagnostics, cause } = (typeof error === 'object' && error !== null ? error : { message: error }) as SerializedError;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: plain(typeof message === 'string' ? message : String(message)),
    frames: Array.isArray(stacks) ? stacks.filter(isFrame).map(({ file, line, column }) => ({ file, line, column })) : parseFrames(stack),
    ...(typeof diff === 'string' && { diff: plain(diff) }),
    ...(Array.isArray(diagnostics) && diagnostics.every(isDiagnostic) && { diagnostics }),
    ...(isMessage(cause) && { cause: plain(cause.message) }),
  };
}

// Node's own text; vitest has mapped it to the author's source already.
function parseFrames(stack: unknown): readonly StackFrame[] {
  if (typeof stack !== 'string') return [];
  return [...stack.matchAll(/^ +at (?:.* \()?(?:file:\/\/)?(\/|[A-Za-z]:[\\/])(.*):(\d+):(\d+)\)?$/gm)].map(
    ([, root = '', path = '', line, column]) => ({ file: root + path, line: Number(line), column: Number(column) }),
  );
}

function plain(text: string): string {
  return stripVTControlCharacters(text);
}

function isFrame(value: unknown): value is StackFrame {
  return typeof value === 'object' && value !== null && 'file' in value && 'line' in value && 'column' in value;
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'code' in value && 'severity' in value;
}

function isMessage(value: unknown): value is { readonly message: string } {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
