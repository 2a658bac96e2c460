import { createHash } from 'node:crypto';

/** The hash of one script, as a content security policy writes it between quotes. */
export type ScriptHash = `sha256-${string}`;

/** Hashes the text of one script. */
export function hashScript(text: string): ScriptHash {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

/** Whether a text is a hash of a script. */
export function isScriptHash(value: unknown): value is ScriptHash {
  return typeof value === 'string' && /^sha256-[A-Za-z0-9+/]{43}=$/.test(value);
}

/**
 * Renders the policy of a frame: scripts by their hashes, and nothing from anywhere.
 *
 * Styles may be inline, since without a way to load anything they cannot carry anything out. `default-src` also covers
 * connections, workers, objects and frames: the frame that a plugin is in has the same policy around it, so that the
 * plugin cannot navigate itself to another address either.
 */
export function renderContentPolicy(scripts: readonly ScriptHash[]): string {
  const sources = scripts.length === 0 ? "'none'" : scripts.map((hash) => `'${hash}'`).join(' ');
  return [
    "default-src 'none'",
    `script-src ${sources}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    'media-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
