import coerce from 'semver/functions/coerce.js';
import { checkPermissions } from '../../permissions/check-permissions.ts';
import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import { parseHostRange, parseHostVersion } from '../host-version.ts';
import { appendPointer, formatPointer } from '../json-pointer.ts';
import { cutText } from '../json-type.ts';
import type { Manifest } from '../schema.ts';
import type { SourceDocument } from '../source-document.ts';
import { parseDependencies } from '../../dependencies/parse-dependency.ts';
import { checkEntries } from './check-entries.ts';
import { checkFeatures } from './check-features.ts';
import { checkLimits } from './check-limits.ts';
import { parseLicense, suggestLicense } from './license.ts';

type Check = (manifest: Manifest, document: SourceDocument) => readonly Diagnostic[];

const CHECKS: readonly Check[] = [checkEntries, checkSchemaKey, checkAddresses, checkLicense, checkHostRange, checkSettingsKeys, checkDependencies, checkPermissions, checkFeatures, checkLimits];

/** Says where fields of the right shape make no sense, each alone or together. */
export function checkMeaning(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return CHECKS.flatMap((check) => check(manifest, document));
}

function checkSchemaKey({ $schema }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  if ($schema === undefined || /(?:^|[/\\])plugin\.schema\.json(?:[?#].*)?$/.test($schema)) return [];
  return [createDiagnostic('PLX1128', { found: cutText($schema) }, document.locate('/$schema'))];
}

function checkAddresses(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return (['homepage', 'repository'] as const).flatMap((key) => {
    const text = manifest[key];
    if (text === undefined || isAddress(text)) return [];
    const expected = `must be an address that a browser can open; this is "${cutText(text)}"`;
    return [createDiagnostic('PLX1109', { path: key, expected, suggestion: 'copy the address from the browser' }, document.locate(`/${key}`))];
  });
}

// Credentials in an address would be published with it.
function isAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).username === '' && new URL(text).password === '';
}

function checkLicense({ license }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  if (license === undefined || parseLicense(license) !== undefined) return [];
  const similar = suggestLicense(license);
  const suggestion = similar === undefined ? 'write an identifier of spdx.org/licenses, such as "MIT", or "SEE LICENSE IN LICENSE.txt"' : `did you mean "${similar}"?`;
  return [createDiagnostic('PLX1113', { found: cutText(license), suggestion }, document.locate('/license'))];
}

function checkHostRange(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const { plexichat_version: range, min_plexichat_version: oldest } = manifest;
  const diagnostics: Diagnostic[] = [];
  if (range !== undefined && oldest !== undefined) {
    const location = document.locate('/min_plexichat_version', 'key');
    diagnostics.push(createDiagnostic('PLX1115', { first: 'plexichat_version', second: 'min_plexichat_version' }, location));
  }
  if (range !== undefined && parseHostRange(range) === undefined) diagnostics.push(describeVersion('plexichat_version', range, document));
  if (oldest !== undefined && parseHostVersion(oldest) === undefined) diagnostics.push(describeVersion('min_plexichat_version', oldest, document));
  return diagnostics;
}

function describeVersion(path: string, text: string, document: SourceDocument): Diagnostic {
  const guesses = [text.replace(/\b([abr])(\d)/gi, '$1.$2'), text.replaceAll('==', '='), text.replaceAll('~=', '~'), coerce(text.slice(0, 50))?.version ?? ''];
  const isSound = (guess: string): boolean => (path === 'plexichat_version' ? parseHostRange(guess) : parseHostVersion(guess)) !== undefined;
  const guess = guesses.find(isSound);
  const example = path === 'plexichat_version' ? '">=a.1.1-1" or "^3.0.0"' : '"b.1.1-84" or "3.0.0"';
  const suggestion = guess === undefined ? `write for example ${example}` : `write "${guess}"`;
  return createDiagnostic('PLX1114', { path, found: cutText(text), suggestion }, document.locate(`/${path}`));
}

function checkSettingsKeys(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  if (manifest.settings_schema === undefined || manifest.config_schema === undefined) return [];
  return [createDiagnostic('PLX1115', { first: 'settings_schema', second: 'config_schema' }, document.locate('/config_schema', 'key'))];
}

function checkDependencies(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return (['dependencies', 'optional_dependencies'] as const).flatMap((field) =>
    parseDependencies(manifest[field]).flatMap(({ name, range, key }) => {
      const pointer = appendPointer(`/${field}`, key);
      const at = document.locate(pointer);
      if (name === manifest.name) return [createDiagnostic('PLX1126', { name, field }, at)];
      if (!PLUGIN_NAME.test(name)) return [describePackage(name, field, document.locate(pointer, 'key'))];
      return parseHostRange(range) === undefined ? [createDiagnostic('PLX1127', { name, range: cutText(range) }, at)] : [];
    }),
  );
}

const PLUGIN_NAME = /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/;

function describePackage(name: string, field: string, location: SourceLocation): Diagnostic {
  const expected = `must name plugins; "${cutText(name)}" is the name of none`;
  return createDiagnostic('PLX1109', { path: formatPointer(`/${field}`), expected, suggestion: 'move npm packages into package.json' }, location);
}
