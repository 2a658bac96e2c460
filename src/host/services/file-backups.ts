import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import { hasCode, makeFolder, replaceFile } from '../../platform/durable-files.ts';
import { decodeBackup, encodeBackup } from '../extension-points/backup-file.ts';
import type { BackupStore, StoredBackup } from './backup-store.ts';
import { nameFile } from './name-file.ts';

// What plugins keep may be anybody's secret.
const OWNER_ONLY = 0o600;

type Described = Omit<StoredBackup, 'backup'>;

/**
 * Makes a store of backups that outlives the host: one file per plugin, replaced as a whole, so that a power cut leaves the old
 * backups or the new ones.
 */
export function createFileBackups({ directory }: { readonly directory: string }): BackupStore {
  const nameBackups = (plugin: string): string => join(directory, nameFile('backups', plugin, 'txt'));
  return {
    read: (plugin) => readBackups(nameBackups(plugin)),
    async write(plugin, backups) {
      await makeFolder(directory);
      await replaceFile(nameBackups(plugin), Buffer.concat(backups.map(encode)), OWNER_ONLY);
    },
  };
}

// A line that describes the backup, and the two lines of the backup itself.
function encode({ backup, ...described }: StoredBackup): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(described satisfies Described)}\n`), encodeBackup(backup)]);
}

async function readBackups(file: string): Promise<readonly StoredBackup[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
  const lines = text.split('\n').slice(0, -1);
  if (lines.length % 3 !== 0) fail('PLX4120', { file, reason: 'it is cut off' });
  return Array.from({ length: lines.length / 3 }, (_, index) => decode(file, lines.slice(index * 3, index * 3 + 3)));
}

function decode(file: string, [first = '', ...rest]: readonly string[]): StoredBackup {
  try {
    return { ...(JSON.parse(first) as Described), backup: decodeBackup(Buffer.from(`${rest.join('\n')}\n`)) };
  } catch (error) {
    if (error instanceof PlexiError || error instanceof SyntaxError) return fail('PLX4120', { file, reason: 'a backup in it is damaged' });
    throw error;
  }
}
