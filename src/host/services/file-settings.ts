import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { hasCode, makeFolder, replaceFile } from '../../platform/durable-files.ts';
import { createLock, type Lock } from '../create-lock.ts';
import type { SettingsService, SettingsValues } from './settings.ts';
import { nameFile } from './name-file.ts';

// Secrets are among them: nobody but the host's own user reads them.
const OWNER_ONLY = 0o600;

/**
 * Makes settings that outlive the host: for each plugin a JSON file with its settings, and one with its secrets. Both are
 * replaced as a whole, so that a power cut leaves the old ones or the new ones.
 */
export function createFileSettings({ directory }: { readonly directory: string }): SettingsService {
  const locks = new Map<string, Lock>();

  async function write(file: string, values: SettingsValues): Promise<void> {
    await makeFolder(directory);
    await replaceFile(file, Buffer.from(`${JSON.stringify(values, undefined, 2)}\n`), OWNER_ONLY);
  }

  function queue(file: string, values: SettingsValues): Promise<void> {
    const lock = locks.get(file) ?? createLock();
    locks.set(file, lock);
    return lock(() => write(file, values));
  }

  const nameSettings = (plugin: string): string => join(directory, nameFile('settings', plugin, 'json'));
  const nameSecrets = (plugin: string): string => join(directory, nameFile('secrets', plugin, 'json'));
  return {
    read: (plugin) => readValues(nameSettings(plugin)),
    write: (plugin, values) => queue(nameSettings(plugin), values),
    readSecrets: (plugin) => readValues(nameSecrets(plugin)),
    writeSecrets: (plugin, values) => queue(nameSecrets(plugin), values),
  };
}

async function readValues(file: string): Promise<SettingsValues> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {};
    throw error;
  }
  return parseValues(text) ?? fail('PLX4120', { file, reason: 'it is no JSON object' });
}

function parseValues(text: string): SettingsValues | undefined {
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as SettingsValues) : undefined;
  } catch {
    return undefined;
  }
}
