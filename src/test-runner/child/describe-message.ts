import { resolve } from 'node:path';
import type { Message } from 'esbuild';
import type { Failure } from '../protocol.ts';

/** What esbuild says about a file, as a failure with its place. */
export function describeMessage({ text, location }: Message): Failure {
  const frames = location === null ? [] : [{ file: resolve(location.file), line: location.line, column: location.column + 1 }];
  return { name: 'SyntaxError', message: text, frames };
}
