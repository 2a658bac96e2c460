import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { recognizeLicense } from '../core/manifest/recognize-license.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { LARGEST_TEXT } from './read-text.ts';
import { readOptional } from './project-file.ts';

/** Checks the files that people expect beside a manifest: README.md, and the text of the licence it names. */
export function checkCompanions(directory: string, manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const names = readdirSync(directory).sort();
  const hasReadme = names.some((name) => name.toLowerCase() === 'readme.md');
  return [...(hasReadme ? [] : [createDiagnostic('PLX1009', {}, { file: document.file })]), ...checkLicenseText(directory, names, manifest, document)];
}

function checkLicenseText(directory: string, names: readonly string[], { license }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  if (license === undefined || license === 'UNLICENSED' || license.startsWith('SEE LICENSE IN ')) return [];
  const files = names.filter((name) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(name));
  if (files.length === 0) return [createDiagnostic('PLX1010', { license }, document.locate('/license'))];
  // With several files, such as LICENSE-MIT and LICENSE-APACHE, each is one licence of an expression.
  return files.flatMap((file) => {
    const found = recognizeLicense(readSmall(directory, file));
    const agrees = found.length === 0 || found.some((identifier) => license.includes(identifier));
    return agrees ? [] : [createDiagnostic('PLX1015', { file, found: found[0] ?? '', license }, document.locate('/license'))];
  });
}

function readSmall(directory: string, name: string): string {
  const stats = statSync(join(directory, name), { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= LARGEST_TEXT ? (readOptional(directory, name) ?? '') : '';
}
