import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { findExcess } from '../core/kernels/kernel-files.ts';
import { LARGEST_KERNEL, parseKernel } from '../core/kernels/parse-kernel.ts';
import { resolveLimits } from '../core/limits/resolve-limits.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { readAtMost } from '../platform/read-at-most.ts';
import { findPath } from './find-path.ts';

/** Checks that the kernels of a plugin are there and such, have names of their own, and leave enough of its memory to its interpreter. */
export function checkKernels(directory: string, { kernels = [], limits: requests }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const named = kernels.map(({ name, path }, index) => {
    const location = document.locate(`/kernels/${String(index)}/path`);
    return { name, path, location, problems: findPath(directory, { path, location, expected: 'file' }) };
  });
  const there = named.flatMap(({ problems, ...kernel }) => {
    const bytes = problems.length > 0 ? undefined : readAtMost(join(directory, kernel.path), LARGEST_KERNEL + 1);
    return bytes === undefined ? [] : [{ ...kernel, bytes }];
  });
  const refused = there.flatMap(({ path, bytes, location }) => {
    const parsed = parseKernel(bytes);
    const reason = 'refused' in parsed ? parsed.refused : findFlaw(Uint8Array.from(bytes));
    return reason === undefined ? [] : [createDiagnostic('PLX1250', { path, reason }, location)];
  });
  const twins = kernels.flatMap(({ name }, index) => {
    const isFirst = kernels.findIndex((other) => other.name === name) === index;
    return isFirst ? [] : [createDiagnostic('PLX1251', { name }, document.locate(`/kernels/${String(index)}/name`))];
  });
  const excess = findExcess(Object.fromEntries(there.map(({ name, bytes }) => [name, bytes])), resolveLimits({ requests }).limits);
  return [...named.flatMap(({ problems }) => problems), ...refused, ...twins, ...(excess === undefined ? [] : [createDiagnostic('PLX1252', excess, document.locate('/kernels', 'key'))])];
}

// What our own parser leaves to the machine: the code of the functions, above all.
function findFlaw(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    new WebAssembly.Module(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return error.message;
    throw error;
  }
}
