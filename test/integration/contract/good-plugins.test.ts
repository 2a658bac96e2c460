import { afterAll, describe, expect, test } from 'vitest';
import * as sdk from '../../../sdk/index.ts';
import type { Kind } from '../../../sdk/index.ts';
import { isPluginKind, type PluginKind } from '../../../src/core/manifest/kinds.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { listProblems } from '../../../src/core/test-report/test-report.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
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

async function listBreaches(code: string, kind: PluginKind): Promise<readonly string[]> {
  const source = await buildPlugin(code, { ...MANIFEST, type: kind });
  const suite = await runContract(findContract(kind), { plugin: { source, manifestFile: 'plugin.json' }, engine, signal: new AbortController().signal });
  return listProblems([suite]).map(({ code: problem, message }) => `${problem} ${message}`);
}

describe('the plugins of the guide to kinds', () => {
  test('are of most kinds', () => {
    expect(new Set(examples.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(17);
  });

  for (const { line, code, kind } of examples) {
    test.concurrent(`keep the contract of their kind: line ${String(line)}, ${kind}`, async ({ expect }) => {
      expect(await listBreaches(code, kind)).toEqual([]);
    });
  }
});

const CENSOR = `import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Censor extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.messages.delete(message.id).catch((error) => { if (!(error instanceof HostError) || error.code !== 'NOT_FOUND') throw error; });
  }

  override async onMessageEdited(event: MessageEvent): Promise<void> {
    await this.onMessageReceived(event);
  }
}`;

test('a moderator that leaves no message standing keeps the contract', async () => {
  expect(await listBreaches(CENSOR, 'message-processor')).toEqual([]);
});

const LISTED = `import { Provider, type ChatCompletion, type ChatMessage, type ChatModel, type ChatOptions } from 'plexi-plugin/sdk';
async function ask(path: string, options: RequestInit = {}): Promise<any> {
  const response = await fetch('https://news.example.com/v1' + path, options);
  if (!response.ok) throw new Error('the service answered ' + response.status);
  return response.json().catch(() => null);
}

export default class Listed extends Provider {
  override async listModels(): Promise<readonly ChatModel[]> {
    const found = await ask('/models');
    if (!Array.isArray(found?.data)) throw new Error('the service answered without models');
    return found.data.map(({ id }) => ({ id }));
  }

  override async chatCompletion(messages: readonly ChatMessage[], model: string, { signal }: ChatOptions): Promise<ChatCompletion> {
    const content = (await ask('/chat/completions', { method: 'POST', body: JSON.stringify({ model, messages }), signal }))?.choices?.[0]?.message?.content;
    if (typeof content !== 'string') throw new Error('the service answered without a message');
    return { content };
  }
}`;

test('a provider whose models only its server knows keeps the contract', async () => {
  expect(await listBreaches(LISTED, 'provider')).toEqual([]);
});
