import { join } from 'node:path';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { createJournal, readJournal } from './journal.ts';
import { nameFile } from './name-file.ts';
import { createStorageService, type StorageChange, type ValueKeeper } from './plugin-storage.ts';
import type { StorageService } from './storage.ts';
import { createStoredValues } from './stored-values.ts';

/** Where storage is kept, and how much of it. */
export interface FileStorageOptions {
  /** Made where it is missing. One host may use it at a time. */
  readonly directory: string;
  /** How much each plugin may keep; default: as its limits say, 5 MiB where nobody asks for more. */
  readonly quotaBytes?: number;
}

/**
 * Makes a storage that outlives the host: one file per plugin, to which every change is added. A plugin is answered when
 * its change is on the disk.
 */
export function createFileStorage({ directory, quotaBytes }: FileStorageOptions): StorageService {
  return createStorageService((plugin) => openFile(join(directory, nameFile('storage', plugin, 'jsonl'))), quotaBytes);
}

async function openFile(file: string): Promise<ValueKeeper> {
  const found = await readJournal(file);
  const kept = new Map<string, string>();
  for (const [index, line] of found.lines.entries()) {
    const { key, text } = parseLine(line) ?? fail('PLX4120', { file, reason: `line ${index + 1} is damaged` });
    if (text === undefined) kept.delete(key);
    else kept.set(key, text);
  }
  const values = createStoredValues(kept);
  const journal = createJournal({
    file,
    found,
    *summarize() {
      for (const [key, text] of values.entries()) yield formatLine({ key, text });
    },
  });
  return { values, keep: (change) => journal.append(formatLine(change)) };
}

// A list of the key and its value; of the key alone where the value was deleted.
function formatLine({ key, text }: StorageChange): string {
  return text === undefined ? `[${JSON.stringify(key)}]` : `[${JSON.stringify(key)},${text}]`;
}

function parseLine(line: string): StorageChange | undefined {
  try {
    const parts = JSON.parse(line) as JsonValue;
    if (!Array.isArray(parts) || typeof parts[0] !== 'string' || parts.length > 2) return undefined;
    return { key: parts[0], text: parts.length === 2 ? JSON.stringify(parts[1]) : undefined };
  } catch {
    return undefined;
  }
}
