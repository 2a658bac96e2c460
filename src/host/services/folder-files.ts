import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FileInfo } from '../../../sdk/capabilities/files.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { createContentFolder, isContentName } from './content-folder.ts';
import { createFileService, type FileKeeper, type FilesOptions, type KeptFile } from './file-service.ts';
import type { FileService } from './files.ts';
import { createJournal, readJournal } from './journal.ts';

/** Where files are kept, and how much of them. */
export interface FolderFilesOptions extends FilesOptions {
  /** Made where it is missing. One host may use it at a time. */
  readonly directory: string;
}

/**
 * Keeps files in a folder, so that they outlive the host: their contents by names that nobody chooses, and a journal of what
 * is known of them. Whoever uploads is answered when all of it is on the disk; half of a file is none.
 */
export function createFolderFiles({ directory, ...options }: FolderFilesOptions): FileService {
  let opening: Promise<FileKeeper<string>> | undefined;
  return createFileService(() => (opening ??= openFolder(directory)), options);
}

async function openFolder(directory: string): Promise<FileKeeper<string>> {
  const path = join(directory, 'files.jsonl');
  const found = await readJournal(path);
  const files = new Map<string, KeptFile<string>>();
  for (const [index, line] of found.lines.entries()) {
    const [fileId, kept] = parseLine(line) ?? fail('PLX4120', { file: path, reason: `line ${index + 1} is damaged` });
    if (kept === undefined) files.delete(fileId);
    else files.set(fileId, kept);
  }
  const contents = createContentFolder(join(directory, 'contents'));
  await contents.sweep(new Set([...files.values()].map(({ content }) => content)));
  const journal = createJournal({
    file: path,
    found,
    *summarize() {
      for (const [fileId, kept] of files) yield formatLine(fileId, kept);
    },
  });
  return {
    files,
    contents,
    keep: (fileId, kept) => journal.append(formatLine(fileId, kept)),
    // Whoever counts begins anew with every start, and plugins tell events apart by their ids.
    createId: (what) => `${what}-${randomUUID()}`,
  };
}

// A list of the id, the content and what is known of the file; of the id alone where it was deleted.
function formatLine(fileId: string, kept: KeptFile<string> | undefined): string {
  return JSON.stringify(kept === undefined ? [fileId] : [fileId, kept.content, kept.file]);
}

function parseLine(line: string): readonly [string, KeptFile<string>?] | undefined {
  try {
    const [fileId, content, file] = JSON.parse(line) as readonly unknown[];
    if (typeof fileId !== 'string') return undefined;
    if (content === undefined) return [fileId];
    return isContentName(content) && isFile(file, fileId) ? [fileId, { content, file }] : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['channelId', 'name', 'mediaType', 'uploaderId', 'uploadedAt'] as const;

function isFile(value: unknown, id: string): value is FileInfo {
  if (typeof value !== 'object' || value === null) return false;
  const file = value as Readonly<Record<string, unknown>>;
  return file['id'] === id && Number.isSafeInteger(file['size']) && TEXTS.every((name) => typeof file[name] === 'string');
}
