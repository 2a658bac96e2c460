import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeArchive, type WrittenArchive } from '../../src/archive/write-archive.ts';
import type { PackedManifest } from '../../src/core/archive/release.ts';
import { createSigner, generatePrivateKey, type Signer } from '../../src/core/signing/signer.ts';
import { createPlatform } from '../../src/platform/create-platform.ts';
import type { Platform, Prompts } from '../../src/platform/platform.ts';
import { createFolder } from './temporary-folder.ts';

/** A machine of one person: a folder with a home, keys and archives in it. */
export interface Machine {
  readonly folder: string;
  readonly home: string;
  readonly platform: Platform;
  /** This machine's own key. */
  readonly signer: Signer;
  /** Writes an archive, signed with this machine's key unless told otherwise. */
  pack(manifest: Partial<PackedManifest>, options?: PackOptions): Promise<WrittenArchive>;
  /** Trusts a public key on this machine. */
  trust(signer: Signer, name?: string): Promise<void>;
  /** This machine with somebody at the terminal. */
  withAnswers(answers: readonly boolean[]): { readonly platform: Platform; readonly questions: string[] };
}

/** How a test archive differs from a plain one. */
export interface PackOptions {
  readonly signer?: Signer | undefined;
  readonly unsigned?: boolean;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** Makes a machine with its own key, in a temporary folder that goes with the test file. */
export async function createMachine(): Promise<Machine> {
  const folder = await createFolder({});
  const home = join(folder, 'home');
  const platform = createPlatform({ cwd: folder, env: { PLEXI_HOME: home } });
  const pem = generatePrivateKey();
  const signer = createSigner(pem, 'test');
  await mkdir(join(platform.folders.keys, 'trusted'), { recursive: true });
  await writeFile(join(platform.folders.keys, 'default.pem'), pem, { mode: 0o600 });
  let count = 0;
  return {
    folder,
    home,
    platform,
    signer,
    async trust({ publicKey }, name = `friend-${++count}`) {
      await writeFile(join(platform.folders.keys, 'trusted', `${name}.pem`), publicKey.pem);
    },
    pack: (manifest, options = {}) => packArchive(join(folder, `${++count}.plx`), manifest, { signer, ...options }, platform),
    withAnswers(answers) {
      const questions: string[] = [];
      return { questions, platform: { ...platform, interactive: true, prompts: createAnswers(answers, questions) } };
    },
  };
}

/** A key that no machine has. */
export function createStranger(): Signer {
  return createSigner(generatePrivateKey(), 'stranger');
}

async function packArchive(file: string, manifest: Partial<PackedManifest>, { signer, unsigned, files }: PackOptions, platform: Platform): Promise<WrittenArchive> {
  const content = { 'dist/plugin.js': 'globalThis.plugin = 1;\n', 'README.md': '# Weather\n', ...files };
  return writeArchive({
    file,
    manifest: { name: 'weather', version: '1.0.0', description: 'Tells the weather.', type: 'message-processor', entry_point: 'src/index.ts', ...manifest },
    files: Object.entries(content).map(([path, bytes]) => ({ path, mode: '0644', content: { bytes: Buffer.from(bytes) } })),
    ...(unsigned === true ? {} : { signer }),
    signal: platform.signal,
    progress: platform.progress('test'),
  });
}

function createAnswers(answers: readonly boolean[], questions: string[]): Prompts {
  const left = [...answers];
  const unexpected = (): never => {
    throw new Error('a question that the test does not expect');
  };
  return {
    confirm: async ({ message }) => {
      questions.push(message);
      return left.shift() ?? unexpected();
    },
    select: unexpected,
    text: unexpected,
  };
}
