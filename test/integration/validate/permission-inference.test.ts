import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { listEntryPoints } from '../../../src/core/manifest/entry-points.ts';
import { parseJson } from '../../../src/core/manifest/parse-json.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { PERMISSIONS, type PermissionName } from '../../../src/core/permissions/catalog.ts';
import { inferPermissions, type InferredPermissions } from '../../../src/core/permissions/inference/infer-permissions.ts';
import { judgePermissions } from '../../../src/core/permissions/inference/judge-permissions.ts';
import { isShownByCode } from '../../../src/core/permissions/methods.ts';
import { normalizePermission, parsePermissions } from '../../../src/core/permissions/parse-permissions.ts';
import { bundlePlugin } from '../../../src/bundler/bundle-plugin.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { startObserved } from '../../helpers/sandbox.ts';

const root = join(import.meta.dirname, '../../..');
const engine = createQuickJsEngine();
afterAll(() => engine.close());

/** Every template, and every example: one may be made of several plugins. */
const PLUGINS = ['templates', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|[\\/])plugin\.json$/.test(path) && !/node_modules|[\\/]dist[\\/]/.test(path))
    .map((path) => dirname(join(folder, path)).replaceAll('\\', '/')),
).sort();

async function inferFolder(directory: string, manifest: Manifest): Promise<InferredPermissions> {
  const { code, sourceMap } = await bundlePlugin({ directory, entries: listEntryPoints(manifest), toolRoot: root });
  const { sandbox } = await startObserved(engine, code);
  const { entries } = sandbox;
  await sandbox.close();
  return inferPermissions({ code, sourceMap, entries });
}

/** What is said about a manifest with other permissions. */
function judge(inferred: InferredPermissions, manifest: Manifest, permissions: Manifest['permissions'] = []): readonly Diagnostic[] {
  const changed = { ...manifest, permissions };
  return judgePermissions(inferred, { manifest: changed, document: parseJson('plugin.json', JSON.stringify(changed, null, 2)), nameFile: (file) => file }).diagnostics;
}

// What stands on the line where a permission is needed: the hook, the method, the path; else the class or the function that offers it.
const OFFERED = /\b(?:extends [A-Z]|define[A-Z]|processAudio|processVideo|beforeRequest|checkMessage)/;

function isShown({ message }: Diagnostic, line: string): boolean {
  const [subject = ''] = /^.+?(?= needs | is never )/.exec(message) ?? [];
  const words = subject.startsWith('the ') ? subject.split(/[" ]/).slice(2) : [subject.split('.').at(-1) ?? ''];
  return words.some((word) => word !== '' && line.includes(word)) || (subject.startsWith('the ') && OFFERED.test(line));
}

const nameOf = (item: NonNullable<Manifest['permissions']>[number]): string => normalizePermission(typeof item === 'string' ? item : item.permission);

test.each(PLUGINS)('%s asks for what its code needs: one less is one error with its line, one more is one warning', async (folder) => {
  const directory = join(root, folder);
  const manifest = JSON.parse(readFileSync(join(directory, 'plugin.json'), 'utf8')) as Manifest;
  const inferred = await inferFolder(directory, manifest);
  const { permissions = [] } = manifest;
  expect(judge(inferred, manifest, permissions)).toEqual([]);

  for (const item of permissions) {
    const found = judge(inferred, manifest, permissions.filter((each) => each !== item));
    expect(found).toEqual([expect.objectContaining({ severity: 'error', message: expect.stringContaining(`"${nameOf(item)}"`) as unknown })]);
    for (const problem of found) {
      expect(['PLX1207', 'PLX1215']).toContain(problem.code);
      const lines = readFileSync(join(directory, problem.file ?? ''), 'utf8').split('\n');
      expect(isShown(problem, lines[(problem.line ?? 0) - 1] ?? ''), `${problem.file ?? ''}:${problem.line ?? 0}: ${problem.message}`).toBe(true);
    }
    // Each host is needed, too.
    for (const host of typeof item === 'string' ? [] : (item.hosts ?? [])) {
      const others = [...(typeof item === 'string' ? [] : (item.hosts ?? [])).filter((each) => each !== host), 'other.example.org'];
      const narrowed = permissions.map((each) => (each === item ? { permission: 'external.api', hosts: others } : each)) as Manifest['permissions'];
      const [stranger, ...more] = judge(inferred, manifest, narrowed);
      expect([stranger?.code, more]).toEqual(['PLX1216', []]);
      expect(readFileSync(join(directory, stranger?.file ?? ''), 'utf8').split('\n')[(stranger?.line ?? 0) - 1]).toContain(host);
    }
  }

  const asked = new Set(parsePermissions(manifest).map(({ permission }) => permission));
  const spare = (Object.keys(PERMISSIONS) as PermissionName[]).filter((permission) => isShownByCode(permission) && !asked.has(permission));
  const warned = judge(inferred, manifest, [...permissions, ...spare]);
  expect(warned.every(({ code, severity }) => code === 'PLX1217' && severity === 'warning')).toBe(true);
  // What goes through hands that cannot be watched is left alone.
  expect(warned).toHaveLength(spare.filter((permission) => !inferred.touched.has(permission)).length);
});
