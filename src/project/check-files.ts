import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { listNamedPaths, type PathUse } from '../core/manifest/named-paths.ts';
import { recognizeImage } from '../core/manifest/recognize-image.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { findPath } from './find-path.ts';

/** Checks what a manifest counts on in the plugin's folder: entry points, pictures, pages, README and licence. */
export function checkFiles(directory: string, manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return [
    ...listNamedPaths(manifest).flatMap((use) => checkUse(directory, use, document.locate(use.pointer))),
    ...checkCompanions(directory, manifest, document),
  ];
}

function checkUse(directory: string, { path, use }: PathUse, location: SourceLocation): readonly Diagnostic[] {
  const missing = findPath(directory, { path, location, expected: use === 'page' ? 'file or folder' : 'file' });
  if (missing.length > 0) return missing;
  if (use === 'page') return checkPage(directory, path, location);
  return use === 'icon' || use === 'screenshot' ? checkImage(directory, path, location) : [];
}

function checkPage(directory: string, path: string, location: SourceLocation): readonly Diagnostic[] {
  if (!statSync(join(directory, path)).isDirectory()) return [];
  return findPath(directory, { path: `${path}/index.html`, location, expected: 'file' });
}

const LARGEST_IMAGE = 512 * 1024;

function checkImage(directory: string, path: string, location: SourceLocation): readonly Diagnostic[] {
  const file = join(directory, path);
  const { size } = statSync(file);
  if (size > LARGEST_IMAGE) {
    const remedy = `make it smaller than ${String(LARGEST_IMAGE / 1024)} kB; it has ${String(Math.ceil(size / 1024))}`;
    return [createDiagnostic('PLX1008', { path, expected: 'a small picture', remedy }, location)];
  }
  const format = recognizeImage(readStart(file));
  if (format !== undefined && extname(path).toLowerCase() === `.${format}`) return [];
  const remedy = format === undefined ? 'use a PNG, SVG or WebP picture' : `it is a ${format.toUpperCase()} picture: name it so`;
  return [createDiagnostic('PLX1008', { path, expected: `a ${extname(path).slice(1).toUpperCase()} picture`, remedy }, location)];
}

function readStart(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(1024);
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

function checkCompanions(directory: string, { license }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const names = readdirSync(directory).map((name) => name.toLowerCase());
  const hasReadme = names.includes('readme.md');
  const hasLicense = names.some((name) => /^(?:licen[cs]e|copying)(?:\.|$)/.test(name));
  const needsLicense = license !== undefined && license !== 'UNLICENSED' && !license.startsWith('SEE LICENSE IN ');
  return [
    ...(hasReadme ? [] : [createDiagnostic('PLX1009', {}, { file: document.file })]),
    ...(hasLicense || !needsLicense ? [] : [createDiagnostic('PLX1010', { license }, document.locate('/license'))]),
  ];
}
