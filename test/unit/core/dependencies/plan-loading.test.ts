import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDependencyNode, type DependencyNode } from '../../../../src/core/dependencies/dependency-node.ts';
import { planLoading } from '../../../../src/core/dependencies/plan-loading.ts';
import { create, explain } from './nodes.ts';

describe('the order of loading', () => {
  const ORDERS: readonly (readonly [what: string, plugins: readonly DependencyNode[], order: string])[] = [
    ['is by name where nobody needs anybody', [create('b'), create('c'), create('a')], 'a b c'],
    ['puts lower priorities first', [create('a'), create('b', {}, { priority: 10 }), create('c', {}, { priority: 200 })], 'b a c'],
    ['puts what is needed first, whatever its priority', [create('a', { z: '*' }, { priority: 1 }), create('z', {}, { priority: 900 })], 'z a'],
    ['loads the tip of a diamond once', [create('a', { b: '*', c: '*' }), create('b', { d: '^1' }), create('c', { d: '>=1.0.0 <3' }), create('d')], 'd b c a'],
    ['puts what is optional first where it is there', [create('a', {}, { optional: { b: '^1.0.0' } }), create('b')], 'b a'],
    ['goes on without what is optional', [create('a', {}, { optional: { b: '*' } })], 'a'],
    ['is not stopped by a circle that is optional', [create('a', { b: '*' }), create('b', {}, { optional: { a: '*' } })], 'b a'],
    ['loads a plugin though what is optional cannot be loaded', [create('a', {}, { optional: { b: '*' } }), create('b', { gone: '*' })], 'a'],
  ];
  for (const [what, plugins, order] of ORDERS) {
    test(what, () => {
      expect(planLoading(plugins).order.join(' ')).toBe(order);
    });
  }

  test('counts what is there already, in versions of either scheme', () => {
    const present = new Map([['maps', '2.1.0'], ['core_system', 'a.1.1-16']]);
    const plan = planLoading([create('a', { maps: '^2.0.0', core_system: '>=a.1.1-9 <b.1.1' })], present);
    expect(plan).toEqual({ order: ['a'], refused: new Map() });
  });
});

describe('what cannot be loaded', () => {
  const REFUSALS: readonly (readonly [what: string, plugins: readonly DependencyNode[], refused: readonly string[]])[] = [
    [
      'a gap is named with the whole path, for everyone whom it concerns',
      [create('app', { lib: '*' }), create('lib', { base: '^1.0.0' }), create('other')],
      ['app PLX4153 app → lib', 'lib PLX4150 app → lib → base'],
    ],
    [
      'a circle is named with the whole path, as each of its members sees it',
      [create('a', { b: '*' }), create('b', { c: '*' }), create('c', { a: '*' }), create('user', { b: '*' })],
      ['a PLX4152 a → b → c → a', 'b PLX4152 b → c → a → b', 'c PLX4152 c → a → b → c', 'user PLX4153 user → b'],
    ],
    [
      'a wrong version is a fault of whoever asks for another',
      [create('a', { d: '^1' }), create('b', { d: '^2' }), create('d', {}, { version: '1.5.0' }), create('top', { a: '*', b: '*' })],
      ['b PLX4151 top → b → d', 'top PLX4153 top → b'],
    ],
    [
      'what is optional must fit where it is there',
      [create('a', {}, { optional: { b: '^2.0.0' } }), create('b')],
      ['a PLX4151 a → b'],
    ],
    [
      'all that is wrong with one plugin is said at once',
      [create('a', { gone: '*', lost: '*', a: '*' })],
      ['a PLX4150 a → gone', 'a PLX4150 a → lost', 'a PLX4152 a → a'],
    ],
  ];
  for (const [what, plugins, refused] of REFUSALS) {
    test(what, () => {
      expect(explain(planLoading(plugins))).toEqual(refused);
    });
  }

  test('a version that no range has in common is said to be one', () => {
    const plan = planLoading([create('a', { d: '^1' }), create('b', { d: '^2' }), create('d')]);
    expect(plan.refused.get('b')?.[0].hint).toBe('no version of "d" can satisfy both "a" (^1) and "b" (^2): update one of the two');
  });

  test('a version that would fit everyone is asked for', () => {
    const plan = planLoading([create('a', { d: '>=1' }), create('b', { d: '^2' }), create('d')]);
    expect(plan.refused.get('b')?.[0].hint).toBe('load a version of "d" that fits "a" (>=1), "b" (^2)');
  });

  test('a misspelled name is recognized', () => {
    const plan = planLoading([create('a', { wether: '*' }), create('weather')]);
    expect(plan.refused.get('a')?.[0].hint).toBe('load "wether" too (tests: "plexi-plugin test --with FOLDER"); did you mean "weather"?');
  });

  test('two plugins of one name are PLX4154', () => {
    expect(() => planLoading([create('a'), create('a', {}, { version: '2.0.0' })])).toThrowCode('PLX4154');
  });
});

describe('a node', () => {
  const manifest = { name: 'a', version: '1.0.0' };
  test('reads lists and objects of a manifest', () => {
    const node = createDependencyNode({ ...manifest, dependencies: ['b', 'c@^1.2.0 || 3'], optional_dependencies: { d: '*' } });
    expect(node).toEqual({
      ...manifest,
      priority: 100,
      dependencies: [
        { name: 'b', range: '*', isOptional: false },
        { name: 'c', range: '^1.2.0 || 3', isOptional: false },
        { name: 'd', range: '*', isOptional: true },
      ],
    });
  });

  test('needs what is needed as well as optional', () => {
    const { dependencies } = createDependencyNode({ ...manifest, dependencies: ['b@^1'], optional_dependencies: ['b'] });
    expect(dependencies).toEqual([{ name: 'b', range: '^1', isOptional: false }]);
  });
});

// Any graph at all: circles, gaps and wrong versions included.
const graphs = fc.array(fc.record({
  version: fc.constantFrom('1.0.0', '1.4.0', '2.0.0'),
  priority: fc.constantFrom(1, 100),
  needs: fc.uniqueArray(fc.nat(13), { maxLength: 3 }),
  wants: fc.uniqueArray(fc.nat(13), { maxLength: 2 }),
  range: fc.constantFrom('*', '^1.0.0', '^2.0.0'),
}), { maxLength: 12 }).map((plugins) => plugins.map(({ needs, wants, range, version, priority }, index) => {
  const write = (targets: readonly number[]): Record<string, string> => Object.fromEntries(targets.map((target) => [`p${String(target)}`, range]));
  return create(`p${String(index)}`, write(needs), { optional: write(wants), version, priority });
}));

describe('laws', () => {
  test('whoever is loaded comes after what he needs, and everyone is either loaded or refused', () => {
    fc.assert(fc.property(graphs, (plugins) => {
      const { order, refused } = planLoading(plugins);
      expect([...order, ...refused.keys()].sort()).toEqual(plugins.map(({ name }) => name).sort());
      for (const { name, dependencies } of plugins.filter((each) => order.includes(each.name))) {
        for (const needed of dependencies.filter(({ isOptional }) => !isOptional)) {
          expect(order.slice(0, order.indexOf(name))).toContain(needed.name);
        }
      }
    }));
  });

  test('nobody is refused without a reason: something he needs is missing, is refused, or has another version', () => {
    fc.assert(fc.property(graphs, (plugins) => {
      const { refused } = planLoading(plugins);
      const versions = new Map(plugins.map(({ name, version }) => [name, version]));
      for (const { name, dependencies } of plugins.filter((each) => refused.has(each.name))) {
        const reasons = dependencies.filter(({ name: needed, range, isOptional }) => {
          const version = versions.get(needed);
          const fits = version !== undefined && (range === '*' || range.slice(1, 2) === version.slice(0, 1));
          return isOptional ? version !== undefined && !fits : !fits || refused.has(needed);
        });
        expect(reasons, name).not.toEqual([]);
      }
    }));
  });

  test('the plan does not depend on the order in which plugins are given', () => {
    fc.assert(fc.property(graphs.chain((plugins) => fc.tuple(fc.constant(plugins), fc.shuffledSubarray([...plugins], { minLength: plugins.length }))), ([plugins, shuffled]) => {
      const [plan, other] = [planLoading(plugins), planLoading(shuffled)];
      expect(other.order).toEqual(plan.order);
      expect(explain(other)).toEqual(explain(plan));
    }));
  });
});
