import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundlePlugin } from '../../src/bundler/bundle-plugin.ts';
import { createPluginManager } from '../../src/host/create-plugin-manager.ts';
import type { Manifest } from '../../src/core/manifest/schema.ts';
import { createFakeHttp } from '../../src/host/services/fake-http.ts';
import { createQuickJsEngine } from '../../src/sandbox/quickjs-engine.ts';
import { createFolder, writeFiles } from '../helpers/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const engine = createQuickJsEngine();
afterAll(() => engine.close());

// One row per package: what the plugin imports, what it does, and what comes out.
const PACKAGES: readonly (readonly [name: string, imports: string, use: string, result: unknown])[] = [
  ['zod', `import { z } from 'zod';`, `const person = z.object({ name: z.string().min(1), age: z.number().int().optional() }); const bad = person.safeParse({ name: '' }); return [person.parse({ name: 'Ada', x: 1 }), bad.success, bad.error.issues[0].path];`, [{ name: 'Ada' }, false, ['name']]],
  ['date-fns', `import { addMonths, formatISO, formatDistance, parseISO } from 'date-fns';`, `const day = parseISO('2026-01-31T12:00:00Z'); return [formatISO(addMonths(day, 1)), formatDistance(day, addMonths(day, 2))];`, ['2026-02-28T12:00:00Z', 'about 2 months']],
  ['marked', `import { marked } from 'marked';`, `return marked.parse('# Hello\\n\\n*you* & \`me\`\\n\\n- one\\n- two');`, '<h1>Hello</h1>\n<p><em>you</em> &amp; <code>me</code></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n'],
  ['yaml', `import { parse, stringify } from 'yaml';`, `return [parse('a: 1\\nb:\\n  - x\\n  - {c: true}\\n'), stringify({ list: ['ä', null], text: 'one\\ntwo\\n' })];`, [{ a: 1, b: ['x', { c: true }] }, 'list:\n  - ä\n  - null\ntext: |\n  one\n  two\n']],
  ['lodash-es', `import { chunk, debounce, groupBy, merge, template } from 'lodash-es';`, `let calls = 0; const later = debounce(() => { calls += 1; }, 5); later(); later(); await new Promise((r) => setTimeout(r, 60)); return [chunk([1, 2, 3], 2), groupBy(['one', 'two', 'three'], 'length'), merge({ a: { b: 1 } }, { a: { c: 2 } }), calls, template('hello <%= name %>')({ name: 'Ada' })];`, [[[1, 2], [3]], { 3: ['one', 'two'], 5: ['three'] }, { a: { b: 1, c: 2 } }, 1, 'hello Ada']],
  ['nanoid', `import { customAlphabet, nanoid } from 'nanoid';`, `return [/^[\\w-]{21}$/.test(nanoid()), /^[01]{8}$/.test(customAlphabet('01', 8)()), nanoid() !== nanoid()];`, [true, true, true]],
  ['uuid', `import { v4, v5, v7, validate } from 'uuid';`, `return [validate(v4()), validate(v7()), v5('plexi', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')];`, [true, true, '3b1263fe-fba6-51fc-97ef-24d7bf7ffa0a']],
  ['ms', `import ms from 'ms';`, `return [ms('2 days'), ms(60_000), ms(90_000, { long: true })];`, [172_800_000, '1m', '2 minutes']],
  ['dayjs', `import dayjs from 'dayjs'; import utc from 'dayjs/plugin/utc.js'; import relative from 'dayjs/plugin/relativeTime.js';`, `dayjs.extend(utc); dayjs.extend(relative); const day = dayjs.utc('2026-01-31T12:00:00Z'); return [day.add(1, 'month').format('YYYY-MM-DD HH:mm'), day.from(day.add(3, 'hour'))];`, ['2026-02-28 12:00', '3 hours ago']],
  ['fast-xml-parser', `import { XMLBuilder, XMLParser } from 'fast-xml-parser';`, `const parser = new XMLParser({ ignoreAttributes: false }); return [parser.parse('<a b="1"><c>x</c><c>2</c></a>'), new XMLBuilder().build({ a: { c: ['x', '<'] } })];`, [{ a: { c: ['x', 2], '@_b': '1' } }, '<a><c>x</c><c>&lt;</c></a>']],
  ['handlebars', `import Handlebars from 'handlebars/dist/handlebars.js';`, `return Handlebars.compile('{{#each people}}{{name}}{{#unless @last}}, {{/unless}}{{/each}} <{{{raw}}}> {{raw}}')({ people: [{ name: 'Ada' }, { name: 'Bob' }], raw: '<b>' });`, 'Ada, Bob <<b>> &lt;b&gt;'],
];

const write = (imports: string, use: string): string => `${imports}
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class User extends MessageProcessor {
  async healthCheck() { ${use} }
}`;

const MANIFEST: Manifest = {
  name: 'user', version: '1.0.0', description: 'Uses a package.', author: 'Alice', type: 'message-processor', entry_point: 'src/index.js',
  permissions: [{ permission: 'external.api', hosts: ['api.openai.com'] }],
};

async function build(code: string, packages: Readonly<Record<string, string>> = {}): Promise<{ readonly code: string; readonly names: readonly string[] }> {
  const directory = await createFolder({ 'src/index.js': code });
  if (Object.keys(packages).length === 0) await symlink(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction');
  else await writeFiles(directory, packages);
  const bundle = await bundlePlugin({ directory, entries: [{ entry: 'src/index.js', kind: 'message-processor' }], toolRoot: root });
  return { code: bundle.code, names: bundle.packages.map(({ name }) => name) };
}

async function run(code: string, http = createFakeHttp()): Promise<unknown> {
  const manager = createPluginManager({ engine, services: { http } });
  try {
    await manager.loadPlugin({ manifest: MANIFEST, code }, { grants: 'all' });
    return (await manager.executePlugin('user', 'healthCheck'))[0];
  } finally {
    await manager.close();
  }
}

describe('a package of npm bundles, and works inside of the sandbox', () => {
  for (const [name, imports, use, result] of PACKAGES) {
    test(name, async () => {
      const { code, names } = await build(write(imports, use));
      expect(names).toContain(name);
      expect(await run(code)).toEqual(result);
    });
  }

  test('openai: it asks, streams, tries again and gives up, through fetch', async () => {
    const http = createFakeHttp();
    const words = ['Hel', 'lo'].map((content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
    let failures = 0;
    http.on('POST https://api.openai.com/v1/chat/completions', ({ body }) => {
      const { stream = false, model } = JSON.parse(body) as { stream?: boolean; model: string };
      if (model === 'none') return { status: 404, json: { error: { message: 'no such model', type: 'invalid_request_error' } } };
      failures += 1;
      if (failures === 1) return { status: 500, headers: { 'retry-after-ms': '1' }, text: 'busy' };
      if (stream) return { headers: { 'content-type': 'text/event-stream' }, stream: [...words, 'data: [DONE]\n\n'] };
      return { json: { id: '1', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' } }] } };
    });
    const { code } = await build(write(`import OpenAI from 'openai';`, `
      const client = new OpenAI({ apiKey: 'sk-secret', maxRetries: 1 });
      const messages = [{ role: 'user', content: 'hi' }];
      const whole = await client.chat.completions.create({ model: 'm', messages });
      let streamed = '';
      for await (const chunk of await client.chat.completions.create({ model: 'm', messages, stream: true })) streamed += chunk.choices[0]?.delta?.content ?? '';
      const error = await client.chat.completions.create({ model: 'none', messages }).catch((caught) => caught);
      return [whole.choices[0].message.content, streamed, error.constructor.name, error.status];`));
    expect(await run(code, http)).toEqual(['Hello', 'Hello', 'NotFoundError', 404]);
    expect(http.requests[0]?.headers['authorization']).toBe('Bearer sk-secret');
  });
});

// What a package needs that no sandbox has, and the sentence that says so.
const REFUSED = [
  ['files', 'const fs = require("node:fs"); module.exports = fs.readFileSync;', 'PLX1303', 'node:fs', 1, 20],
  ['sockets', 'exports.open = () => require("net").connect(1);', 'PLX1303', 'net', 1, 30],
  ['other programs', 'import { spawn } from "child_process"; export default spawn;', 'PLX1303', 'child_process', 1, 23],
  ['code that is loaded later', 'export default (name) => import(`./${name}.js`);', 'PLX1304', 'import', 1, 33],
  ['native code', 'module.exports = require("./build/addon.node");', 'PLX1307', 'addon.node', 1, 26],
] as const;

describe('a package that needs what the sandbox lacks fails at build', () => {
  for (const [what, code, problem, named, line, column] of REFUSED) {
    test(`${what}: the sentence says what is missing, where, and through which imports it came`, async () => {
      const packages = {
        'node_modules/needy/package.json': '{"name":"needy","version":"1.2.3"}',
        'node_modules/needy/index.js': code,
        'node_modules/needy/build/addon.node': '',
      };
      const failure = await build(write(`import needy from 'needy';`, 'return needy;'), packages).catch((error: unknown) => error);
      expect(failure).toMatchObject({ diagnostics: [{ code: problem, line, column, file: expect.stringMatching(/node_modules\/needy\/index\.js$/) as string }] });
      const [{ message }] = (failure as { diagnostics: [{ message: string }] }).diagnostics;
      expect(message).toContain(named);
      expect(message).toContain('src/index.js → npm:needy@1.2.3/index.js');
    });
  }
});
