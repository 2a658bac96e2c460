import { describe, expect, test } from 'vitest';
import { checkNodeVersion } from '../../../src/cli/check-node-version.ts';
import { createDiagnostic } from '../../../src/core/diagnostics/plexi-error.ts';
import { renderDiagnostic } from '../../../src/core/diagnostics/render-diagnostic.ts';

const catalogued = (found: string): string =>
  renderDiagnostic(createDiagnostic('PLX0005', { found, needed: '20.19 or later' }));

describe('checkNodeVersion', () => {
  for (const version of ['18.20.4', '20.18.3', '0.12.0']) {
    test(`refuses ${version} with PLX0005, in the words of the catalogue`, () => {
      expect(`error ${String(checkNodeVersion(version))}`).toBe(catalogued(version));
    });
  }

  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) {
    test(`accepts ${version}`, () => {
      expect(checkNodeVersion(version)).toBeUndefined();
    });
  }
});
