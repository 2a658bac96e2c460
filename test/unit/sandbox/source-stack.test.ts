import { transform } from 'esbuild';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createStackMapper } from '../../../src/sandbox/source-stack.ts';

const FRAME = '    at go (dist/plugin.js:1:1)';

function mapTo(source: string): string {
  // One mapping: line 1, column 1 of the output is line 5, column 3 of the source.
  return JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AAIE' });
}

describe('createStackMapper', () => {
  let real: { code: string; map: string };
  beforeAll(async () => {
    real = await transform('interface A {\n  b: number;\n}\n\nexport function go(a: A): number {\n  return missing(a.b);\n}\n', {
      loader: 'ts',
      sourcemap: true,
      sourcefile: 'src/index.ts',
      sourcesContent: false,
    });
  });

  test('leads from the bundle to the line and column of the source', () => {
    const line = real.code.split('\n').findIndex((text) => text.includes('missing'));
    const column = real.code.split('\n')[line]?.indexOf('missing') ?? -1;
    const { text, location } = createStackMapper(real.map).map(`    at go (dist/plugin.js:${line + 1}:${column + 1})\n`);
    expect(location).toEqual({ file: 'src/index.ts', line: 6, column: 10 });
    expect(text).toBe('    at go (src/index.ts:6:10)');
  });

  test('puts the folder before the file of the location', () => {
    expect(createStackMapper(mapTo('src/a.ts'), '/plugins/weather').map(FRAME).location).toEqual({ file: '/plugins/weather/src/a.ts', line: 5, column: 3 });
  });

  test('leaves the prelude out and keeps native frames', () => {
    const stack = '    at parse (native)\n    at go (dist/plugin.js:1:1)\n    at run (plexi:prelude:3:4)\n    at plexi:prelude:5:6\n';
    expect(createStackMapper(mapTo('src/a.ts')).map(stack).text).toBe('    at parse (native)\n    at go (src/a.ts:5:3)');
  });

  test('stays in the bundle where there is no map', () => {
    expect(createStackMapper().map(FRAME)).toEqual({ text: FRAME, location: { file: 'dist/plugin.js', line: 1, column: 1 } });
  });

  test('has no location where there is no frame of the bundle', () => {
    expect(createStackMapper().map('    at parse (native)')).toEqual({ text: '    at parse (native)', location: undefined });
  });

  const ELSEWHERE = ['/etc/passwd', '../../secret.ts', 'src/../../secret.ts', 'C:\\secret', '\\\\host\\share', 'file:///etc/passwd', 'npm:zod@4.0.0/index.js', 'plexi-plugin/sdk', 'node_modules/a/index.js', 'src/a\0b.ts'];
  for (const source of ELSEWHERE) {
    test(`never takes ${JSON.stringify(source)} for a file of the plugin`, () => {
      expect(createStackMapper(mapTo(source)).map(FRAME).location).toEqual({ file: 'dist/plugin.js', line: 1, column: 1 });
    });
  }

  test('prefers the innermost frame of the plugin to what it called', () => {
    const map = JSON.stringify({ version: 3, sources: ['plexi-plugin/sdk', 'src/a.ts'], names: [], mappings: 'AAAA;ACIE' });
    const stack = '    at callHost (dist/plugin.js:1:1)\n    at onLoad (dist/plugin.js:2:1)';
    expect(createStackMapper(map).map(stack)).toEqual({ text: '    at onLoad (src/a.ts:5:3)', location: { file: 'src/a.ts', line: 5, column: 3 } });
  });

  test('ends with the plugin’s outermost frame', () => {
    const stack = '    at sort (native)\n    at onLoad (dist/plugin.js:1:1)\n    at apply (native)\n    at run (plexi:prelude:1:1)';
    expect(createStackMapper(mapTo('src/a.ts')).map(stack).text).toBe('    at sort (native)\n    at onLoad (src/a.ts:5:3)');
  });

  const BROKEN = ['', 'null', '[]', '{', '{"version":3}', '{"version":3,"sources":1,"mappings":2}', '{"version":3,"sources":[],"mappings":"!!!!"}', '{"version":3,"sections":[{}]}', '{"version":3,"sources":[null],"mappings":"AAAA"}', 'x'.repeat(40_000_000)];
  for (const map of BROKEN) {
    test(`goes without the map ${map.slice(0, 50)}`, () => {
      expect(createStackMapper(map).map(FRAME).location).toEqual({ file: 'dist/plugin.js', line: 1, column: 1 });
    });
  }

  test('bounds frames in number and length', () => {
    const { text } = createStackMapper().map(`${'x'.repeat(100_000)}\n`.repeat(1000));
    expect(text.length).toBeLessThan(50 * 501);
  });

  test('never throws, whatever the stack and the map are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (stack, mappings, sources) => {
        const mapper = createStackMapper(JSON.stringify({ version: 3, sources, mappings }));
        mapper.map(stack);
        return typeof mapper.map(`${FRAME}\n    at dist/plugin.js:7:9`).text === 'string';
      }),
    );
  });
});
