import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../../src/core/manifest/parse-json.ts';
import type { Manifest } from '../../../../../src/core/manifest/schema.ts';
import { inferPermissions, type InferenceSubject } from '../../../../../src/core/permissions/inference/infer-permissions.ts';
import { judgePermissions, type JudgedPermissions } from '../../../../../src/core/permissions/inference/judge-permissions.ts';
import { makeHandBundle } from '../../../../helpers/hand-bundle.ts';

type Entries = InferenceSubject['entries'];

function judge(code: string, permissions: NonNullable<Manifest['permissions']>, entries: Entries = []): JudgedPermissions {
  const manifest = { permissions };
  const inferred = inferPermissions({ ...makeHandBundle({ 'src/index.ts': code }), entries });
  return judgePermissions(inferred, { manifest, document: parseJson('plugin.json', JSON.stringify(manifest, null, 2)), nameFile: (file) => `plugin/${file}` });
}

const listCodes = ({ diagnostics }: JudgedPermissions): readonly string[] => diagnostics.map(({ code, file, line }) => `${code} ${file ?? ''}:${line ?? ''}`);

const CHAT = `class Weather extends MessageProcessor {
onMessageReceived({ message }) {
this.messages.reply(message, 'x');
this.messages.send({});
this.messages.list({});
}
}`;
const HEARING: Entries = [{ entry: 'src/index.ts', hooks: ['onMessageReceived'], contributions: [] }];

describe('judgePermissions', () => {
  test('says once what is missing, at the first place, and where else it is needed', () => {
    const judged = judge(CHAT, ['messages.read'], HEARING);
    expect(judged.diagnostics).toMatchObject([{ code: 'PLX1215', severity: 'error', file: 'plugin/src/index.ts', line: 3, column: 15, details: ['also messages.send: src/index.ts:4:15'] }]);
    expect(judged.changes).toEqual({ missing: [{ permission: 'messages.write' }], hosts: [], unused: [] });
  });

  test('says of a hook that it is never called', () => {
    expect(judge(CHAT, ['messages.write'], HEARING).diagnostics).toMatchObject([{ code: 'PLX1207', line: 2, details: ['also messages.list: src/index.ts:5:15'] }]);
  });

  test('finds what is offered by the name that the code gives it', () => {
    const code = "class Hooks extends FeaturePlugin {\nwebhook = '/github';\n}";
    const entries = [{ entry: 'src/index.ts:Hooks', hooks: [], contributions: [{ type: 'webhook', name: '/github', options: {} }] }];
    expect(judge(code, [], entries).diagnostics).toMatchObject([{ code: 'PLX1215', message: expect.stringContaining('the webhook "/github" needs') as unknown, line: 2 }]);
    const handlers = [{ entry: 'src/index.ts', hooks: [], contributions: [{ type: 'event', name: 'call.started on x', options: { event: 'call.started' } }] }];
    expect(judge('class Hooks extends FeaturePlugin {}', [], handlers).diagnostics).toMatchObject([{ message: expect.stringContaining('the handler of "call.started" needs the permission "calls.read"') as unknown, line: 1 }]);
  });

  test('warns of what is not used, where the manifest has it', () => {
    const judged = judge('class Weather extends MessageProcessor {}', ['messages:write', { permission: 'external.api', hosts: ['a.example.com'] }, 'system.admin']);
    expect(listCodes(judged)).toEqual(['PLX1217 plugin.json:3', 'PLX1217 plugin.json:4']);
    expect(judged.changes.unused).toEqual(['messages.write', 'external.api']);
  });

  test('does not call unused what may be used', () => {
    const inHook = (body: string): string => `class Weather extends MessageProcessor {\nonMessageReceived(event) { ${body} }\n}`;
    expect(judge(inHook('this.messages[event.x]();'), ['messages.read', 'messages.write']).diagnostics).toEqual([]);
    expect(judge(inHook('this[event.x].send();'), ['messages.write']).diagnostics).toEqual([]);
    expect(judge(inHook('event.list.push(this.messages);'), ['messages.read', 'messages.write']).diagnostics).toEqual([]);
    const kept = (use: string): string => inHook(`const kept = new Map([['host', this]]);\n${use}`);
    for (const use of ["kept.get('host').messages.send({});", "const chat = kept.get('host').messages;\nchat.send({});", "const { messages: chat } = kept.get('host');\nchat.send({});", 'const [host] = [this];\nhost.messages.send({});']) {
      expect(judge(kept(use), ['messages.write']).diagnostics, use).toEqual([]);
    }
    expect(judge("requirePermission('files.read');", ['files.read']).diagnostics).toEqual([]);
    expect(judge('', ['messages.read'], [{ entry: 'src/index.ts', hooks: [], contributions: [{ type: 'service', name: 'messages', options: {} }] }]).diagnostics).toEqual([]);
  });

  test('names what it cannot decide, once for each place, and only where it matters', () => {
    const code = 'for (const host of JSON.parse("[]")) {\nhost.messages.send({});\nhost.messages.list({});\n}';
    expect(judge(code, ['messages.read']).diagnostics).toMatchObject([{ code: 'PLX1218', severity: 'info', line: 2 }]);
    expect(judge(code, ['messages.read', 'messages.write']).diagnostics).toEqual([]);
  });

  test('holds the servers that are called against the hosts of the manifest', () => {
    const code = "fetch('https://a.example.com/');\nfetch('https://b.example.com/');\nfetch('https://b.example.com/again');\nfetch('https://192.0.2.1/');\nconst go = (url) => fetch(url);";
    const judged = judge(code, [{ permission: 'external.api', hosts: ['a.example.com'] }]);
    expect(listCodes(judged)).toEqual(['PLX1216 plugin/src/index.ts:2', 'PLX1216 plugin/src/index.ts:4']);
    expect(judged.changes.hosts).toEqual(['b.example.com']);
    expect(judge(code, [{ permission: 'external.api', hosts: ['*.example.com'] }]).diagnostics).toHaveLength(1);
    expect(judge(code, ['external.api']).diagnostics).toEqual([]);
  });

  test('adds the permission for the hosts that are known', () => {
    expect(judge("fetch('https://a.example.com/');\nconst go = (url) => fetch(url);", []).changes.missing).toEqual([{ permission: 'external.api', hosts: ['a.example.com'] }]);
    expect(judge('const go = (url) => fetch(url);', []).changes.missing).toEqual([{ permission: 'external.api' }]);
  });
});
