import { fail } from '../diagnostics/plexi-error.ts';
import { parseHostRange, parseHostVersion } from '../manifest/host-version.ts';

/**
 * Holds a version of a plugin against the host it is for.
 *
 * @param range - The host versions it runs on, as its manifest says; absent means every one.
 * @param host - The host's version, semantic or PlexiChat's own.
 * @throws {@link PlexiError} `PLX5027` when it does not run there, `PLX0003` when `host` is no version.
 */
export function checkHost({ name, version }: { readonly name: string; readonly version: string }, range: string | undefined, host: string): void {
  const found = parseHostVersion(host);
  if (found === undefined) fail('PLX0003', { flag: '--host', value: host, expected: 'a host version such as 3.0.0 or b.1.1-84', command: 'install' });
  if (range === undefined || parseHostRange(range)?.(found) === true) return;
  fail('PLX5027', { name, version, range, host });
}
