import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { HOST_EVENTS } from '../core/permissions/methods.ts';
import type { Denial } from '../host/denials.ts';
import type { LiveTestHost } from './live-test-host.ts';
import type { PluginUnderTest } from './plugin-under-test.ts';

/**
 * What a plugin was refused because its manifest does not ask for it: one problem per permission and place.
 *
 * The host keeps the list, so a plugin that catches the error does not hide it. What the manifest asks for and the
 * test did not grant is no mistake of the plugin; neither is what the test itself expects.
 *
 * @param during - What was going on, for people.
 */
export function checkDenials(host: LiveTestHost, plugin: PluginUnderTest, during: string): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const denial of host.denials) {
    if (denial.declared || host.expectedDenials.has(denial.permission)) continue;
    const key = [denial.permission, denial.location?.file, denial.location?.line, denial.location?.column].join(':');
    if (!found.has(key)) found.set(key, describe(denial, denial.location ?? { file: plugin.manifestFile }, plugin.manifestFile, during));
  }
  return [...found.values()];
}

function describe(denial: Denial, location: SourceLocation, manifest: string, during: string): Diagnostic {
  const { method, permission, manifestLine: line } = denial;
  const parameters = { method, permission, manifest: manifest.split(/[\\/]/).at(-1) ?? manifest, line, during };
  return createDiagnostic(isEvent(denial) ? 'PLX4212' : 'PLX4210', parameters, location);
}

function isEvent({ method }: Denial): boolean {
  return Object.hasOwn(HOST_EVENTS, method);
}
