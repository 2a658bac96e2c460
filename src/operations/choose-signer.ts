import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { DEFAULT_KEY } from '../core/signing/key-name.ts';
import { createSigner, type Signer } from '../core/signing/signer.ts';
import { findNamedKey, isRevoked, type Keyring, type NamedKey } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { checkPrivacy, readSigner } from '../keyring/read-signer.ts';
import type { Platform } from '../platform/platform.ts';
import { generateKey } from './generate-key.ts';

/** The key that signs, and where it came from. */
export interface ChosenSigner {
  readonly signer: Signer;
  /** The name of the key on this machine; absent when it is from the environment. */
  readonly name?: string;
  /** Whether the key was made just now. */
  readonly generated: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The environment variable with a private key in PEM, for build servers. */
export const SIGNING_KEY_VARIABLE = 'PLEXI_SIGNING_KEY';

/**
 * Chooses the key that signs: the named one, the one in the environment, the only or the default one
 * of this machine. Without any, asks to make one, or makes one where `--yes` was given.
 *
 * @throws {@link PlexiError} `PLX3005` when there is none; `PLX3006` when the named one does not exist;
 *   `PLX3012` when there are several; `PLX3013` when it is revoked; `PLX3009` when it is no key.
 */
export async function chooseSigner(request: { readonly key?: string | undefined }, platform: Platform): Promise<ChosenSigner> {
  const keyring = await readKeyring(platform.folders.keys);
  const chosen = await chooseAny(request.key, keyring, platform);
  if (isRevoked(keyring, chosen.signer.publicKey.keyId)) fail('PLX3013', { name: chosen.name ?? SIGNING_KEY_VARIABLE });
  return chosen;
}

/**
 * The key in the environment, where there is one.
 *
 * @throws {@link PlexiError} `PLX3009` when it is no key.
 */
export function readEnvironmentSigner(platform: Platform): Signer | undefined {
  const pem = platform.env[SIGNING_KEY_VARIABLE];
  return pem === undefined || pem.trim() === '' ? undefined : createSigner(unescape(pem), SIGNING_KEY_VARIABLE);
}

async function chooseAny(name: string | undefined, keyring: Keyring, platform: Platform): Promise<ChosenSigner> {
  if (name !== undefined) return openKey(findNamedKey(keyring.own, name));
  const signer = readEnvironmentSigner(platform);
  if (signer !== undefined) return { signer, generated: false, diagnostics: [] };
  const usable = keyring.own.filter(({ keyId }) => !isRevoked(keyring, keyId));
  const [only, ...others] = usable;
  if (only === undefined) return makeKey(platform);
  return openKey(others.length === 0 ? only : await chooseOne(usable, platform));
}

async function chooseOne(keys: readonly NamedKey[], platform: Platform): Promise<NamedKey> {
  const byDefault = keys.find(({ name }) => name === DEFAULT_KEY);
  if (byDefault !== undefined) return byDefault;
  const names = keys.map(({ name }) => name);
  if (!platform.interactive) fail('PLX3012', { names: names.join(', ') });
  const name = await platform.prompts.select({
    message: 'Which key signs?',
    choices: keys.map((key) => ({ value: key.name, name: key.name, description: key.keyId })),
  });
  return findNamedKey(keys, name);
}

async function makeKey(platform: Platform): Promise<ChosenSigner> {
  const wanted =
    platform.assumeYes ||
    (platform.interactive && (await platform.prompts.confirm({ message: 'There is no key to sign with. Make one now?', default: true })));
  if (!wanted) fail('PLX3005', {});
  await generateKey({}, platform);
  const { own } = await readKeyring(platform.folders.keys);
  return { ...(await openKey(findNamedKey(own, DEFAULT_KEY))), generated: true };
}

async function openKey(key: NamedKey): Promise<ChosenSigner> {
  return { signer: await readSigner(key), name: key.name, generated: false, diagnostics: await checkPrivacy([key]) };
}

// Settings of build servers often keep a text on one line, with line breaks written as "\n".
function unescape(pem: string): string {
  return pem.includes('\n') ? pem : pem.replaceAll('\\n', '\n');
}
