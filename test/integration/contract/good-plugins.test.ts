import { afterAll, describe, expect, test } from 'vitest';
import * as sdk from '../../../sdk/index.ts';
import type { Kind } from '../../../sdk/index.ts';
import { isPluginKind } from '../../../src/core/manifest/kinds.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { listProblems } from '../../../src/core/test-report/test-report.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';

const engine = createQuickJsEngine();
afterAll(() => engine.close());

const MANIFEST: Partial<Manifest> = {
  permissions: [
    'messages.read', 'messages.write', 'files.read', 'channels.read', 'users.read', 'api.create_endpoints', 'requests.intercept', 'users.authenticate', 'calls.read', 'calls.write', 'calls.media',
    'analytics.read', { permission: 'external.api', hosts: ['news.example.com', 'hooks.example.com'] },
  ],
  defines_permissions: [{ name: 'weather.create', title: 'Add forecasts' }],
};

// Components are in blocks of their own there: the templates of ui and micro-app stand for those kinds.
const examples = listGuideExamples('kinds.md').flatMap(({ language, code, line }) => {
  const [, base = ''] = /export default class \w+ extends (\w+)/.exec(code) ?? [];
  const { kind } = (sdk as unknown as Readonly<Record<string, { readonly kind?: Kind }>>)[base] ?? {};
  return language === 'ts' && !code.includes('.tsx') && kind !== undefined && isPluginKind(kind.name) ? [{ line, code, kind: kind.name }] : [];
});

describe('the plugins of the guide to kinds', () => {
  test('are of most kinds', () => {
    expect(new Set(examples.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(17);
  });

  for (const { line, code, kind } of examples) {
    test.concurrent(`keep the contract of their kind: line ${String(line)}, ${kind}`, async ({ expect }) => {
      const source = await buildPlugin(code, { ...MANIFEST, type: kind });
      const suite = await runContract(findContract(kind), { plugin: { source, manifestFile: 'plugin.json' }, engine, signal: new AbortController().signal });
      expect(listProblems([suite]).map(({ code: problem, message }) => `${problem} ${message}`)).toEqual([]);
    });
  }
});
