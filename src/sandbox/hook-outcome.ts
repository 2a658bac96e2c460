import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { unpackValue, type Attachments } from './attachments.ts';
import type { PluginFailure, SandboxOptions } from './engine.ts';
import { RESULT_TOO_LARGE, type TooLarge } from './guest/interface.ts';
import { formatFailure, parseFailure, type GuestFailure } from './guest-failure.ts';
import { DEEPEST } from '../core/json/parse-guest-json.ts';
import type { SourceStack } from './source-stack.ts';

/**
 * Reads what a hook returned.
 *
 * @throws {@link PlexiError} `PLX4017` when it may not cross.
 */
export function readHookResult(text: string, attachments: Attachments | undefined, { hook, plugin }: { readonly hook: string; readonly plugin: string }): BoundaryValue {
  const result = unpackValue(text, attachments);
  if ('value' in result) return result.value;
  return fail('PLX4017', { what: `the result of "${hook}"`, plugin, reason: result.refused, limit: DEEPEST });
}

/** Makes the error of a hook that failed: `PLX4010`, with what it threw as the cause, or `PLX4007`. */
export function createHookError(failure: GuestFailure, stack: SourceStack, hook: string, { plugin, limits }: SandboxOptions): PlexiError {
  if (failure.code === RESULT_TOO_LARGE) {
    const limit = failure.message === ('bytes' satisfies TooLarge) ? limits.attachmentBytes : limits.messageBytes;
    return new PlexiError([createDiagnostic('PLX4007', { what: `the result of "${hook}"`, plugin, limit })]);
  }
  const diagnostic = createDiagnostic('PLX4010', { plugin, hook, error: formatFailure(failure) }, stack.location);
  const { name, message, code, retryAfterMs } = failure;
  const cause: PluginFailure = { name, message, stack: stack.text, ...(code !== '' && { code }), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  return new PlexiError([withStack(diagnostic, stack)], { cause });
}

/** Makes the warning about a rejection that nobody handled. */
export function createRejectionDiagnostic(text: string, mapStack: (stack: string) => SourceStack, plugin: string): Diagnostic {
  const failure = parseFailure(text);
  const stack = mapStack(failure.stack);
  return withStack(createDiagnostic('PLX4015', { plugin, error: formatFailure(failure) }, stack.location), stack);
}

/** Adds the frames to a diagnostic, where they say more than its location. */
export function withStack(diagnostic: Diagnostic, { text }: SourceStack): Diagnostic {
  const frames = text.split('\n');
  return frames.length < 2 ? diagnostic : { ...diagnostic, details: foldRepeated(frames) };
}

// Deep recursion is one frame, thirty times.
function foldRepeated(frames: readonly string[]): readonly string[] {
  const firsts = frames.flatMap((frame, index) => (frame === frames[index - 1] ? [] : index));
  return firsts.flatMap((first, number) => {
    const more = (firsts[number + 1] ?? frames.length) - first - 1;
    return more === 0 ? [frames[first] ?? ''] : [frames[first] ?? '', `    … ${more} more`];
  });
}
