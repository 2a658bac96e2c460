import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const MANIFEST = {
  name: 'bench',
  version: '1.0.0',
  description: 'Answers nothing; it is here to be packed.',
  author: 'plexi-plugin',
  type: 'message-processor',
  entry_point: 'src/index.ts',
  permissions: ['messages.read'],
};
const SOURCE = "import { MessageProcessor } from 'plexi-plugin/sdk';\n\nexport default class Bench extends MessageProcessor {\n  override onMessageReceived(): void {}\n}\n";
// What mcpb wants to find in a folder.
const MCPB_MANIFEST = {
  manifest_version: '0.2',
  name: 'bench',
  version: '1.0.0',
  description: MANIFEST.description,
  author: { name: 'plexi-plugin' },
  server: { type: 'node', entry_point: 'src/index.ts', mcp_config: { command: 'node', args: ['${__dirname}/src/index.ts'] } },
};

/** Makes a plugin of 3,000 small files, 5 MB together: the same on every machine. */
export async function createSmallFiles(folder: string): Promise<void> {
  await createPlugin(folder);
  const text = createText(5_000_000);
  for (let index = 0; index < 3_000; index++) {
    const start = Math.floor((index * text.length) / 3_000);
    const name = `assets/${String(index % 50).padStart(2, '0')}/file-${String(index).padStart(4, '0')}.txt`;
    await write(folder, name, text.subarray(start, Math.floor(((index + 1) * text.length) / 3_000)));
  }
}

/** Makes a plugin of 210 MB in six files: half text, half random bytes. */
export async function createLargeFiles(folder: string): Promise<void> {
  await createPlugin(folder);
  for (let index = 0; index < 3; index++) {
    await write(folder, `assets/text-${String(index)}.txt`, createText(35_000_000, index + 2));
    await write(folder, `assets/random-${String(index)}.bin`, randomBytes(35_000_000));
  }
}

async function createPlugin(folder: string): Promise<void> {
  await write(folder, 'plugin.json', `${JSON.stringify(MANIFEST, null, 2)}\n`);
  await write(folder, 'manifest.json', JSON.stringify(MCPB_MANIFEST));
  await write(folder, 'src/index.ts', SOURCE);
}

async function write(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** Words drawn from two thousand, which shrink to a little less than half: as prose and code do. */
function createText(bytes: number, seed = 1): Buffer {
  const text = Buffer.alloc(bytes);
  const random = createRandom(seed);
  const words = Array.from({ length: 2_000 }, () => Buffer.from(`${Array.from({ length: 3 + (random() % 8) }, () => String.fromCharCode(97 + (random() % 26))).join('')} `));
  for (let at = 0; at < bytes; ) at += words[random() % words.length]?.copy(text, at) ?? 0;
  return text;
}

// Linear congruential generator with the constants of "Numerical Recipes": repeatable, and good enough for words.
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
