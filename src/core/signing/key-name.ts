import { fail } from '../diagnostics/plexi-error.ts';
import { refuseEntryPath } from '../archive/entry-path.ts';

/** The name a key gets when nobody names it, and the one that signs when there are several. */
export const DEFAULT_KEY = 'default';

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/**
 * Checks the name of a key.
 *
 * @throws {@link PlexiError} `PLX3011` when it could not be the name of a file everywhere.
 */
export function parseKeyName(name: string): string {
  return NAME.test(name) && refuseEntryPath(name) === undefined ? name : fail('PLX3011', { name });
}

/** Makes a name for a key out of the name of its file: `Ada.pub.pem` is `ada`. */
export function suggestKeyName(fileName: string): string {
  const [stem = ''] = fileName.toLowerCase().split('.', 1);
  const name = stem.replaceAll(/[^a-z0-9_-]+/g, '-').replace(/^[-_]+/, '').slice(0, 64);
  return NAME.test(name) && refuseEntryPath(name) === undefined ? name : DEFAULT_KEY;
}
