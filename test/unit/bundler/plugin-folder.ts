import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files below a new temporary folder. */
export async function createFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'plexi-bundler-')));
  await writeFiles(folder, files);
  return folder;
}

/** Writes files below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

// Stands for plexi-plugin itself: what matters here is where its SDK is and what it is called in the bundle.
const SDK = 'export function registerPlugin(entries) { globalThis.registered = entries; }\nexport class Plugin {}\nexport const unused = "UNUSED";\n';

/** Makes a folder that looks like an installed plexi-plugin. */
export async function createTool(): Promise<string> {
  return createFolder({ 'package.json': '{"name":"plexi-plugin","version":"1.0.0"}', 'dist/sdk/index.js': SDK });
}
