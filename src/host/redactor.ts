import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { PluginFailure, Sandbox } from '../sandbox/engine.ts';

/** What stands where a secret stood. */
export const REDACTED = '[secret]';

/** Takes the values of secret settings out of whatever a plugin shows to others. */
export interface Redactor {
  text(text: string): string;
  /** The same diagnostic each time; the diagnostic itself where it holds no secret. */
  diagnostic(diagnostic: Diagnostic): Diagnostic;
  error(error: unknown): unknown;
}

// Shorter ones are words of every text; nobody is kept safe by them.
const SHORTEST_SECRET = 4;

/**
 * Makes a redactor. It guards against mistakes, such as a key in a log line: a plugin that wants to tell a secret can
 * write it in a way that nobody recognizes.
 *
 * @param readSecrets - Gives the secret settings as they are now.
 */
export function createRedactor(readSecrets: () => readonly JsonValue[]): Redactor {
  // Faults are recognized by identity, so a diagnostic becomes the same other one each time.
  const redacted = new WeakMap<Diagnostic, Diagnostic>();

  function text(value: string): string {
    return listForms(readSecrets()).reduce((current, form) => current.replaceAll(form, REDACTED), value);
  }

  function diagnostic(original: Diagnostic): Diagnostic {
    const known = redacted.get(original);
    if (known !== undefined) return known;
    const { message, hint, details } = original;
    const changed = { ...original, message: text(message), hint: text(hint), ...(details && { details: details.map(text) }) };
    const isSame = JSON.stringify(changed) === JSON.stringify(original);
    redacted.set(original, isSame ? original : changed);
    return isSame ? original : changed;
  }

  function error(original: unknown): unknown {
    if (!(original instanceof PlexiError)) return original;
    const [first, ...rest] = original.diagnostics;
    const cause = isFailure(original.cause) ? failure(original.cause) : original.cause;
    return new PlexiError([diagnostic(first), ...rest.map(diagnostic)], { cause });
  }

  function failure(original: PluginFailure): PluginFailure {
    const { name, message, code, stack, retryAfterMs } = original;
    return { name: text(name), message: text(message), ...(code !== undefined && { code: text(code) }), stack: text(stack), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }

  return { text, diagnostic, error };
}

/** A sandbox of whose faults nobody learns a secret. */
export function redactSandbox(sandbox: Sandbox, redactor: Redactor): Sandbox {
  return {
    entries: sandbox.entries,
    gone: sandbox.gone.then((diagnostic) => diagnostic && redactor.diagnostic(diagnostic)),
    setNow: (now) => { sandbox.setNow(now); },
    close: () => sandbox.close(),
    async invoke(invocation) {
      try {
        return await sandbox.invoke(invocation);
      } catch (error) {
        throw redactor.error(error);
      }
    },
  };
}

// As itself, inside of JSON, and inside of an address. The longest first: one secret may be a part of another.
function listForms(secrets: readonly JsonValue[]): readonly string[] {
  const texts = secrets.flatMap(listTexts).filter((secret) => secret.length >= SHORTEST_SECRET);
  const forms = texts.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD'))]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function listTexts(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? (Object.values(value) as readonly JsonValue[]).flatMap(listTexts) : [];
}

function isFailure(cause: unknown): cause is PluginFailure {
  return typeof cause === 'object' && cause !== null && 'stack' in cause && !(cause instanceof Error);
}
