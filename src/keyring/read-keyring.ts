import type { Keyring } from './keyring.ts';

/** Reads the keyring of this machine: `platform.folders.keys`. A missing folder is an empty keyring. */
export async function readKeyring(folder: string): Promise<Keyring> {
  return Promise.reject(new Error(`not written yet: ${folder}`));
}
