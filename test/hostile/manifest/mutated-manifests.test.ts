import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblemCode } from '../../../src/core/diagnostics/catalog.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { renderDiagnostic } from '../../../src/core/diagnostics/render-diagnostic.ts';
import { checkManifest } from '../../../src/core/manifest/check-manifest.ts';
import { isObject } from '../../../src/core/manifest/json-object.ts';
import { parseJson } from '../../../src/core/manifest/parse-json.ts';
import { parseYaml } from '../../../src/core/manifest/parse-yaml.ts';
import { checkSettings } from '../../../src/core/manifest/settings.ts';
import { runBounded } from '../../../src/platform/run-bounded.ts';
import { hasCorpus } from '../../helpers/corpora.ts';
import { FULL_MANIFEST, readRealManifests, SMALL_MANIFEST } from '../../helpers/manifests.ts';
import { arbitraryManifest, type MutatedManifest } from '../../helpers/mutate-manifest.ts';

const RUNS = 10_000;
const TIMEOUT = 300_000;

function judge({ file, text }: MutatedManifest): readonly Diagnostic[] {
  try {
    return checkManifest(file === 'plugin.json' ? parseJson(file, text) : parseYaml(file, text)).diagnostics;
  } catch (error) {
    if (error instanceof PlexiError) return error.diagnostics;
    throw error;
  }
}

function expectInside({ code, file, line, column, message, hint, severity }: Diagnostic, manifest: MutatedManifest): void {
  const lines = manifest.text.split(/\r\n|\r|\n/);
  expect(isProblemCode(code)).toBe(true);
  expect(file).toBe(manifest.file);
  expect(line).toBeGreaterThanOrEqual(1);
  expect(line).toBeLessThanOrEqual(lines.length);
  expect(column).toBeGreaterThanOrEqual(1);
  expect(column).toBeLessThanOrEqual((lines[(line ?? 0) - 1]?.length ?? -1) + 1);
  expect(message).not.toMatch(/\[object|\p{Cc}/u);
  expect(hint).not.toMatch(/\[object|\p{Cc}/u);
  expect(hint).not.toBe('');
  expect(renderDiagnostic({ code, severity, message, hint, ...(line !== undefined && { file: manifest.file, line }) }, manifest.text)).toContain(code);
}

function holds(manifest: MutatedManifest): void {
  const diagnostics = judge(manifest);
  for (const diagnostic of diagnostics) expectInside(diagnostic, manifest);
  const mistakes = diagnostics.map(({ code, line, column, message }) => `${code}:${line}:${column}:${message}`);
  expect(new Set(mistakes).size).toBe(mistakes.length);
}

describe(`${RUNS} mutated manifests`, () => {
  test('never end in anything but problems with places inside the file', { timeout: TIMEOUT }, () => {
    fc.assert(fc.property(arbitraryManifest([FULL_MANIFEST, SMALL_MANIFEST]), holds), { numRuns: RUNS });
  });

  test.skipIf(!hasCorpus('manifests'))('made of real ones (corpora) never do either', { timeout: TIMEOUT }, () => {
    fc.assert(fc.property(arbitraryManifest(readRealManifests().map(({ value }) => value)), holds), { numRuns: RUNS });
  });

  test('whose settings schema is mutated are judged in bounded time', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(arbitraryManifest([FULL_MANIFEST.settings_schema]), (manifest) => {
        const value = readValue(manifest);
        if (!isObject(value)) return;
        const document = parseJson('plugin.json', JSON.stringify(value, null, 1));
        for (const diagnostic of checkSettings({ schema: value, document, pointer: '' }, runBounded)) {
          expectInside(diagnostic, { file: 'plugin.json', text: document.text });
        }
      }),
      { numRuns: 300 },
    );
  });
});

function readValue({ file, text }: MutatedManifest): unknown {
  try {
    const { value, diagnostics } = file === 'plugin.json' ? parseJson(file, text) : parseYaml(file, text);
    return diagnostics.length > 0 ? undefined : value;
  } catch {
    return undefined;
  }
}
