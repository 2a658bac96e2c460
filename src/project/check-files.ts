import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { inspectPicture } from '../core/manifest/inspect-picture.ts';
import { listNamedPaths, type PathUse } from '../core/manifest/named-paths.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { checkCompanions } from './check-companions.ts';
import { checkDocuments } from './check-documents.ts';
import { checkKernels } from './check-kernels.ts';
import { findPath } from './find-path.ts';

/** Checks what a manifest counts on in the plugin's folder: entry points, pictures, pages, kernels, licence, and its documents. */
export function checkFiles(directory: string, manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return [
    ...listNamedPaths(manifest).filter(({ use }) => use !== 'kernel').flatMap((use) => checkUse(directory, use, document.locate(use.pointer))),
    ...checkKernels(directory, manifest, document),
    ...checkCompanions(directory, manifest, document),
    ...checkDocuments(directory),
  ];
}

function checkUse(directory: string, { path, use }: PathUse, location: SourceLocation): readonly Diagnostic[] {
  const missing = findPath(directory, { path, location, expected: use === 'page' ? 'file or folder' : 'file' });
  if (missing.length > 0) return missing;
  if (use === 'page') return checkPage(directory, path, location);
  return use === 'icon' || use === 'screenshot' ? checkPicture(directory, { path, use, location }) : [];
}

function checkPage(directory: string, path: string, location: SourceLocation): readonly Diagnostic[] {
  if (statSync(join(directory, path)).isDirectory()) return findPath(directory, { path: `${path}/index.html`, location, expected: 'file' });
  return /\.html?$/i.test(path) ? [] : [createDiagnostic('PLX1008', { path, expected: 'a page', remedy: 'name an .html file, or a folder with an index.html' }, location)];
}

const LARGEST = { icon: 512 * 1024, screenshot: 5 * 1024 * 1024 } as const;

interface PictureUse {
  readonly path: string;
  readonly use: 'icon' | 'screenshot';
  readonly location: SourceLocation;
}

function checkPicture(directory: string, { path, use, location }: PictureUse): readonly Diagnostic[] {
  const file = join(directory, path);
  const { size } = statSync(file);
  if (size > LARGEST[use]) {
    const remedy = `make it smaller than ${LARGEST[use] / 1024} kB; it has ${Math.ceil(size / 1024)}`;
    return [createDiagnostic('PLX1008', { path, expected: 'a small picture', remedy }, location)];
  }
  const picture = inspectPicture(readFileSync(file));
  const { format, size: area, active } = picture;
  if (format === undefined || extname(path).toLowerCase() !== `.${format}`) {
    const remedy = format === undefined ? 'use a PNG, SVG or WebP picture' : `it is a ${format.toUpperCase()} picture: name it so`;
    return [createDiagnostic('PLX1008', { path, expected: `a ${extname(path).slice(1).toUpperCase()} picture`, remedy }, location)];
  }
  if (active !== undefined) return [createDiagnostic('PLX1013', { path, active }, location)];
  const isOblong = use === 'icon' && area !== undefined && area.width !== area.height;
  return isOblong ? [createDiagnostic('PLX1014', { path, width: area.width, height: area.height }, location)] : [];
}
