import { describe, expect, test } from 'vitest';
import type { FilePoints } from '../../../../src/core/coverage/coverage-points.ts';
import { createCoverageReport } from '../../../../src/core/coverage/coverage-report.ts';
import { measureCoverage, toPercent } from '../../../../src/core/coverage/measure-coverage.ts';
import { addUse, UNUSED } from '../../../../src/core/coverage/plugin-use.ts';
import { findOffers, listOffers } from '../../../../src/core/coverage/list-offers.ts';
import { formatRanges, renderCoverage } from '../../../../src/core/coverage/render-coverage.ts';
import { renderCoverageJson } from '../../../../src/core/coverage/render-coverage-json.ts';
import { renderLcov } from '../../../../src/core/coverage/render-lcov.ts';

const at = (line: number, counter: number): { readonly start: { line: number; column: number }; readonly end: { line: number; column: number }; readonly counter: number } =>
  ({ start: { line, column: 2 }, end: { line, column: 9 }, counter });

const FILE: FilePoints = {
  path: 'src/sky.ts',
  source: '',
  // Two statements on line 4: the line ran when one of them did.
  statements: [at(2, 0), at(4, 1), at(4, 2), at(5, 2), at(6, 2)],
  functions: [{ ...at(1, 0), name: 'look' }, { ...at(9, 5), name: 'never' }],
  branches: [{ type: 'if', start: { line: 3, column: 2 }, end: { line: 3, column: 9 }, arms: [at(4, 1), at(3, 4)] }],
};
const COUNTS = [7, 3, 0, 0, 0];

describe('measureCoverage', () => {
  test('counts statements, arms of branches, functions, and lines with a statement', () => {
    const { files, ...all } = measureCoverage([FILE, { ...FILE, path: 'src/z.ts' }], COUNTS);
    expect(files[0]).toEqual({
      path: 'src/sky.ts',
      statements: { covered: 2, total: 5 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 2 },
      lines: { covered: 2, total: 4 },
      uncoveredLines: [5, 6],
    });
    expect(all).toEqual({ statements: { covered: 4, total: 10 }, branches: { covered: 2, total: 4 }, functions: { covered: 2, total: 4 }, lines: { covered: 4, total: 8 } });
  });

  test('a percentage is never rounded up, and nothing is all of nothing', () => {
    expect([toPercent({ covered: 9_999, total: 10_000 }), toPercent({ covered: 2, total: 3 }), toPercent({ covered: 0, total: 0 })]).toEqual([99.9, 66.6, 100]);
  });
});

describe('what tests have made of a plugin', () => {
  test('adds up over processes, whichever knows more', () => {
    const hook = { entry: 'a.ts', type: 'hook', name: 'execute' };
    const use = { counts: [1, 2], offers: [{ ...hook, calls: 0 }], permissions: [{ permission: 'ai.use', allowed: 1, refused: 0 }] };
    const more = { counts: [1, 0, 5], offers: [{ ...hook, calls: 3 }, { ...hook, entry: 'b.ts', calls: 1 }], permissions: [{ permission: 'ai.use', allowed: 0, refused: 2 }] };
    expect(addUse(addUse(UNUSED, use), more)).toEqual({
      counts: [2, 2, 5],
      offers: [{ ...hook, calls: 3 }, { ...hook, entry: 'b.ts', calls: 1 }],
      permissions: [{ permission: 'ai.use', allowed: 1, refused: 2 }],
    });
  });

  test('permissions are those of the manifest: used, refused, or never needed', () => {
    const use = { ...UNUSED, permissions: [{ permission: 'messages.read', allowed: 2, refused: 1 }, { permission: 'calls.read', allowed: 1, refused: 0 }] };
    expect(createCoverageReport([], use, ['users.read', 'messages.read']).permissions).toEqual([
      { permission: 'users.read', allowed: 0, refused: 0 },
      { permission: 'messages.read', allowed: 2, refused: 1 },
    ]);
  });
});

const ENTRY = {
  entry: 'src/index.ts',
  hooks: ['onLoad', 'execute', 'handleRoute', 'runContribution'],
  contributions: [
    { type: 'action', name: 'roll', options: {} }, { type: 'route', name: 'GET /x', options: {} }, { type: 'task', name: 'digest', options: {} },
    { type: 'middleware', name: 'hooks', options: {} }, { type: 'middleware', name: 'm-1', options: { runs: true } }, { type: 'user-permission', name: 'a.b', options: {} },
  ],
};

describe('offers', () => {
  test('are hooks, and contributions with code behind them', () => {
    expect(listOffers(ENTRY).map(({ type, name }) => `${type} ${name}`)).toEqual(['hook onLoad', 'hook execute', 'hook handleRoute', 'action roll', 'route GET /x', 'task digest', 'middleware m-1']);
  });

  const CALLS = [
    ['onLoad', [], ['hook onLoad']],
    ['execute', ['roll', {}], ['hook execute', 'action roll']],
    ['export', [{}, { format: 'csv' }], ['hook export', 'format csv']],
    ['export', [{}, null], ['hook export']],
    ['runContribution', ['task', 'digest', {}], ['task digest']],
    ['constructor', ['x'], ['hook constructor']],
  ] as const;
  for (const [hook, args, expected] of CALLS) {
    test(`a call of ${hook} with ${JSON.stringify(args)} is one of ${expected.join(' and ')}`, () => {
      expect(findOffers({ entry: 'src/index.ts', hook, args }).map(({ type, name }) => `${type} ${name}`)).toEqual(expected);
    });
  }
});

describe('rendered coverage', () => {
  test('the table has a line for each file, and names what was never called or needed', () => {
    const use = { counts: COUNTS, offers: [{ entry: 'a', type: 'hook', name: 'onLoad', calls: 1 }, { entry: 'a', type: 'action', name: 'roll\u001b', calls: 0 }], permissions: [] };
    expect(renderCoverage(createCoverageReport([FILE], use, ['users.read'])).split('\n')).toEqual([
      'coverage    statements    branches   functions   uncovered lines',
      'src/sky.ts      40.0 %      50.0 %      50.0 %   5-6',
      'all files       40.0 %      50.0 %      50.0 %',
      'hooks and more: 1 of 2 called; never called: action "roll\\u{1b}"',
      'permissions: 0 of 1 used; never used: users.read',
    ]);
  });

  test('ranges of lines', () => {
    expect(formatRanges([1, 3, 4, 5, 9])).toBe('1, 3-5, 9');
  });

  test('lcov', () => {
    expect(renderLcov([FILE], COUNTS, (path) => `/p/${path}`).split('\n')).toEqual([
      'TN:', 'SF:/p/src/sky.ts', 'FN:1,look', 'FN:9,never', 'FNF:2', 'FNH:1', 'FNDA:7,look', 'FNDA:0,never',
      'DA:2,7', 'DA:4,3', 'DA:5,0', 'DA:6,0', 'LF:4', 'LH:2', 'BRDA:3,0,0,3', 'BRDA:3,0,1,0', 'BRF:2', 'BRH:1', 'end_of_record', '',
    ]);
  });

  test('the JSON of Istanbul', () => {
    const json = JSON.parse(renderCoverageJson([FILE], COUNTS, (path) => `/p/${path}`)) as unknown;
    expect(json).toMatchObject({
      '/p/src/sky.ts': {
        path: '/p/src/sky.ts',
        statementMap: { 0: { start: { line: 2, column: 2 }, end: { line: 2, column: 9 } } },
        fnMap: { 1: { name: 'never', line: 9 } },
        branchMap: { 0: { type: 'if', line: 3, locations: [{ start: { line: 4, column: 2 } }, { start: { line: 3, column: 2 } }] } },
        s: { 0: 7, 1: 3, 2: 0, 3: 0, 4: 0 },
        f: { 0: 7, 1: 0 },
        b: { 0: [3, 0] },
      },
    });
  });
});
