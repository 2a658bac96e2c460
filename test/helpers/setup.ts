import { expect } from 'vitest';
import { PlexiError } from '../../src/core/diagnostics/plexi-error.ts';
import type { SourceLocation } from '../../src/core/diagnostics/diagnostic.ts';

interface CodeMatchers<R = unknown> {
  /** Passes when the function throws a PlexiError with this code (and place); after `rejects`, when the promise does. */
  toThrowCode(code: string, context?: { location?: SourceLocation }): R;
}

declare module 'vitest' {
  /* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-explicit-any -- merging into vitest's own interfaces takes their exact shape */
  interface Assertion<T = any> extends CodeMatchers<T> {}
  interface AsymmetricMatchersContaining extends CodeMatchers {}
  /* eslint-enable */
}

expect.extend({
  toThrowCode(received: unknown, code: string, context: { location?: SourceLocation } = {}) {
    const error = typeof received === 'function' ? catchError(received as () => unknown) : received;
    const found = error instanceof PlexiError ? error.code : undefined;
    const place = error instanceof PlexiError ? error.diagnostics[0] : undefined;
    const wanted = context.location;
    const placed =
      wanted === undefined ||
      (place?.file === wanted.file && place.line === wanted.line && place.column === wanted.column);
    return {
      pass: found === code && placed,
      message: () => `expected ${code}${wanted ? ` at ${JSON.stringify(wanted)}` : ''}, got ${found ?? String(error)} ${JSON.stringify(place)}`,
    };
  },
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
