import { WEB_PIECES } from '../../../src/bundler/web-pieces.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

// Stands for plexi-plugin itself: what matters here is where its SDK is and what it is called in the bundle.
const SDK = 'export function registerEntries(entries) { globalThis.registered = entries; }\nexport class Plugin {}\nexport const unused = "UNUSED";\n';
const PIECES = WEB_PIECES.map((name) => `export const ${name} = "UNUSED ${name}";\n`).join('');

/** Makes a folder that looks like an installed plexi-plugin. */
export async function createTool(): Promise<string> {
  return createFolder({ 'package.json': '{"name":"plexi-plugin","version":"1.0.0"}', 'dist/sdk/index.js': SDK + PIECES });
}
