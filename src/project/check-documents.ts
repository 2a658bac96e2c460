import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { findLinks } from '../core/manifest/find-links.ts';
import { createLineIndex } from '../core/manifest/line-index.ts';
import { findPath } from './find-path.ts';

const MOST_DOCUMENTS = 500;
const LARGEST_DOCUMENT = 1024 * 1024;

/** Checks README.md and the folder docs/: that there is something to read, and that links lead to files that exist. */
export function checkDocuments(directory: string): readonly Diagnostic[] {
  const docs = listDocs(directory);
  const isEmpty = docs !== undefined && !docs.some((path) => /\.(?:md|html?)$/i.test(path));
  const documents = ['README.md', 'CHANGELOG.md', ...(docs ?? [])].filter((path) => path.toLowerCase().endsWith('.md'));
  return [
    ...(isEmpty ? [createDiagnostic('PLX1016', {}, { file: join(directory, 'docs') })] : []),
    ...documents.slice(0, MOST_DOCUMENTS).flatMap((path) => checkLinks(directory, path)),
  ];
}

// Links inside of docs/ are not followed: one that leads to its own parent would never end.
function listDocs(directory: string): readonly string[] | undefined {
  const folder = join(directory, 'docs');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join('docs', entry.parentPath.slice(folder.length).replaceAll('\\', '/'), entry.name))
    .sort();
}

function checkLinks(directory: string, path: string): readonly Diagnostic[] {
  const file = join(directory, path);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.size > LARGEST_DOCUMENT) return [];
  const text = readFileSync(file, 'utf8');
  const locate = createLineIndex(text);
  return findLinks(text).flatMap((link) => {
    const location = { file, ...locate(link.offset) };
    const target = posix.normalize(posix.join(dirname(path).replaceAll('\\', '/'), link.path)).replace(/\/$/, '');
    if (target.startsWith('../') || link.path.startsWith('/')) return [createDiagnostic('PLX1012', { path: link.path, remedy: 'copy the file into the plugin’s folder, or link to its address on the web' }, location)];
    const [missing] = target === '.' || target === '' ? [] : findPath(directory, { path: target, location, expected: 'file or folder' });
    return missing === undefined ? [] : [createDiagnostic('PLX1012', { path: link.path, remedy: missing.hint }, location)];
  });
}
