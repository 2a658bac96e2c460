/**
 * What the command line does, for programs. Each operation takes a request and a {@link Platform}, prints nothing and
 * returns a report; a step that cannot go on throws {@link PlexiError}, whose `diagnostics` have codes.
 *
 * @packageDocumentation
 */
export { hasErrors } from './core/diagnostics/diagnostic.ts';
export type { Diagnostic, Severity, SourceLocation } from './core/diagnostics/diagnostic.ts';
export { PlexiError } from './core/diagnostics/plexi-error.ts';
export { renderDiagnostic } from './core/diagnostics/render-diagnostic.ts';
export type { Manifest } from './core/manifest/schema.ts';
export { buildPlugin } from './operations/build-plugin.ts';
export { explainProblem } from './operations/explain-problem.ts';
export { generateKey } from './operations/generate-key.ts';
export { generateTypes } from './operations/generate-types.ts';
export { initPlugin } from './operations/init-plugin.ts';
export { installPlugin } from './operations/install-plugin.ts';
export { listPlugins } from './operations/list-plugins.ts';
export { packPlugin } from './operations/pack-plugin.ts';
export { publishPlugin } from './operations/publish-plugin.ts';
export { searchPlugins } from './operations/search-plugins.ts';
export { showPlugin } from './operations/show-plugin.ts';
export { testPlugin } from './operations/test-plugin.ts';
export { trustKey } from './operations/trust-key.ts';
export { uninstallPlugin } from './operations/uninstall-plugin.ts';
export { validatePlugin } from './operations/validate-plugin.ts';
export { verifyArchive } from './operations/verify-archive.ts';
export { yankPlugin } from './operations/yank-plugin.ts';
export { createPlatform } from './platform/create-platform.ts';
export type { PlatformOptions } from './platform/create-platform.ts';
export type { Platform } from './platform/platform.ts';
