import { describe, expect, test } from 'vitest';
import { isPluginKind, type PluginKind } from '../../../src/core/manifest/kinds.ts';
import { PERMISSIONS } from '../../../src/core/permissions/catalog.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { readGuide } from '../../helpers/guide-examples.ts';
import { openHost } from '../host/open-host.ts';

/** The kinds whose sections show a plugin and tell in words what hosts do with it. */
const KINDS: readonly PluginKind[] = ['media-processor', 'storage', 'security', 'analytics', 'monitoring', 'backup', 'automation', 'integration', 'feature'];

const permissions = Object.keys(PERMISSIONS).filter((name) => name !== 'external.api');

function findExample(kind: string): string {
  const section = readGuide('kinds.md').split(/^## /m).find((text) => text.split(/[\s,]/)[0] === kind) ?? '';
  return /^```ts\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? '';
}

describe('the guide to kinds', () => {
  for (const kind of KINDS.filter(isPluginKind)) {
    test(`shows a plugin of the kind ${kind} that compiles and runs`, async () => {
      const code = findExample(kind);
      expect(compilePlugin({ 'index.ts': code })).toEqual([]);
      const { start, manager } = openHost();
      await start(await buildPlugin(code, { name: 'shown', type: kind, permissions }));
      expect(manager.getPluginsByType(kind)).toMatchObject([{ name: 'shown', state: 'enabled' }]);
      expect(manager.denials).toEqual([]);
    });
  }
});
