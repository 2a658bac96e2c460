import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/manifest/schema.ts';
import type { Contract } from '../../../src/test-runner/contract/contract.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { brokenApiExtensions } from './kinds/api-extension.ts';
import { brokenAuthProviders } from './kinds/auth-provider.ts';
import { brokenBackups } from './kinds/backup.ts';
import type { BrokenKind } from './kinds/broken-plugin.ts';
import { brokenAutomations, brokenCore, brokenCustom, brokenExtensions, brokenFeatures, brokenIntegrations } from './kinds/contributions.ts';
import { brokenExporters } from './kinds/export.ts';
import { brokenFileHandlers } from './kinds/file-handler.ts';
import { brokenAnalytics, brokenMonitoring } from './kinds/measuring.ts';
import { brokenMediaProcessors } from './kinds/media-processor.ts';
import { brokenMiddleware } from './kinds/middleware.ts';
import { brokenNotifications } from './kinds/notification.ts';
import { brokenProviders } from './kinds/provider.ts';
import { brokenSecurity } from './kinds/security.ts';
import { brokenStorages } from './kinds/storage.ts';
import { brokenThemes } from './kinds/theme.ts';
import { brokenCli } from './kinds/cli.ts';
import { brokenTools } from './kinds/tool.ts';
import { brokenAccess, brokenPages, brokenUi } from './kinds/ui.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

const KINDS: readonly BrokenKind[] = [
  brokenFileHandlers, brokenApiExtensions, brokenProviders, brokenTools, brokenMiddleware, brokenExporters, brokenAuthProviders, brokenNotifications,
  brokenMediaProcessors, brokenStorages, brokenSecurity, brokenAnalytics, brokenMonitoring, brokenBackups, brokenAutomations, brokenThemes,
  brokenIntegrations, brokenFeatures, brokenCore, brokenExtensions, brokenCustom, brokenCli, brokenUi, brokenAccess, brokenPages,
];

/** The contract of a kind with one check, and those that it needs. */
function only(contract: Contract, name: string): Contract {
  return {
    ...contract,
    listChecks(known) {
      const checks = contract.listChecks(known);
      const needed = new Set([name]);
      for (const check of checks.toReversed()) if (needed.has(check.name) && check.needs !== undefined) for (const need of [check.needs].flat()) needed.add(need);
      return checks.filter((check) => needed.has(check.name));
    },
  };
}

for (const { kind, code, manifest, plugins } of KINDS) {
  describe(`the contract of the kind ${kind}, ${code}`, () => {
    for (const broken of plugins) {
      test.concurrent(`catches a plugin that ${broken.what}`, async ({ expect }) => {
        const source = await buildPlugin(broken.code, { type: kind, permissions: [], ...manifest, ...broken.manifest });
        const settingsSchema = source.manifest.settings_schema as JsonObject | undefined;
        const plugin = { source: { ...source, ...(settingsSchema && { settingsSchema }) }, manifestFile: '/weather/plugin.json' };
        const { tests } = await runContract(only(findContract(kind), broken.check), { plugin, engine, signal: new AbortController().signal });
        const failed = tests.filter(({ state }) => state === 'failed').map(({ name, problems: [problem] }) => ({ name, ...problem, said: [problem?.message, ...(problem?.details ?? [])].join('\n') }));
        expect(failed).toMatchObject([{ name: broken.check, code, severity: 'error', said: expect.stringContaining(broken.reason) as string }]);
      });
    }
  });
}

describe('the table of broken plugins', () => {
  test('has one for every check of every kind in it', () => {
    for (const { kind, code } of KINDS) {
      // Kinds that share a contract share its code.
      const caught = new Set(KINDS.filter((each) => each.code === code).flatMap(({ plugins }) => plugins.map(({ check }) => check)));
      const known = { plugin: { source: { manifest: { name: 'x', version: '1.0.0', description: 'x', author: 'x' }, code: '' }, manifestFile: 'plugin.json' }, settings: {}, commands: [], seed: 1, fuzzRuns: 0 };
      const own = findContract(kind).listChecks(known).filter((check) => check.code === code).map(({ name }) => name);
      expect(own.length, kind).toBeGreaterThan(0);
      expect(own.filter((name) => !caught.has(name)), kind).toEqual([]);
    }
  });
});
