import { join } from 'node:path';
import { bundlePlugin } from '../../src/bundler/bundle-plugin.ts';
import { bundleUi } from '../../src/bundler/bundle-ui.ts';
import { listEntryPoints } from '../../src/core/manifest/entry-points.ts';
import type { Manifest } from '../../src/core/manifest/schema.ts';
import type { PluginSource } from '../../src/host/plugin-source.ts';
import { createFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');

const MANIFEST: Manifest = {
  name: 'weather',
  version: '1.0.0',
  description: 'Tells the weather.',
  author: 'Alice',
  type: 'message-processor',
  entry_point: 'src/index.ts',
  permissions: ['messages.read', 'messages.write'],
};

/** Bundles a plugin as `plexi-plugin build` does, against the SDK in dist/: its modules by path, or the text of `src/index.ts`. */
export async function buildPlugin(code: string | Readonly<Record<string, string>>, changes: Partial<Manifest> = {}): Promise<PluginSource> {
  const manifest = { ...MANIFEST, ...changes };
  const files = typeof code === 'string' ? { 'src/index.ts': code } : code;
  const directory = await createFolder(files);
  const bundle = await bundlePlugin({ directory, entries: listEntryPoints(manifest), toolRoot: root });
  const ui = await bundleUi({ directory, clients: bundle.clients, pages: manifest.ui_pages ?? [] });
  return { manifest, code: bundle.code, sourceMap: bundle.sourceMap, ...(ui && { ui: Object.fromEntries(ui.files.map(({ path, text }) => [path, text])) }) };
}
