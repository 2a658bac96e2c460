import { beforeAll, expect, test } from 'vitest';
import type { DependencyNode } from '../../../../src/core/dependencies/dependency-node.ts';
import { planLoading, type LoadPlan } from '../../../../src/core/dependencies/plan-loading.ts';
import { create, explain } from './nodes.ts';

const number = (index: number): string => String(index).padStart(3, '0');

// 190 plugins in ten layers: each needs two neighbours of the layer below, so that every two layers are full of
// diamonds; ranges differ, priorities run against the layers. Then a circle of four, a gap behind three steps, and two
// plugins on top that hold it all together.
function createHost(): readonly DependencyNode[] {
  const name = (layer: number, index: number): string => `layer${String(layer)}_${number(index % 19)}`;
  const layers = Array.from({ length: 190 }, (_, at) => {
    const [layer, index] = [Math.floor(at / 19), at % 19];
    const needs = layer === 0 ? {} : { [name(layer - 1, index)]: '^1.0.0', [name(layer - 1, index + 1)]: `>=1.${String(layer - 1)}.0 <2` };
    return create(name(layer, index), needs, { version: `1.${String(layer)}.${String(index)}`, priority: 1000 - layer * 10 });
  });
  return [
    ...layers,
    ...['spring', 'summer', 'autumn', 'winter'].map((season, index, seasons) => create(season, { [seasons[(index + 1) % 4] ?? '']: '*', [name(9, index)]: '^1.9.0' })),
    create('roof', { wall: '^1.0.0' }),
    create('wall', { floor: '^1.0.0', [name(3, 3)]: '*' }),
    create('floor', { cellar: '^2.1.0' }),
    create('calendar', { spring: '*' }),
    create('house', { roof: '*', [name(9, 0)]: '*' }),
    create('garden', { [name(9, 18)]: '~1.9.0', [name(0, 0)]: '1.x' }),
  ];
}

let plan: LoadPlan;
const host = createHost();
beforeAll(() => { plan = planLoading(host); });

test('are two hundred', () => {
  expect(host).toHaveLength(200);
});

test('191 of them are loaded, each after all that it needs', () => {
  const places = new Map(plan.order.map((name, place) => [name, place]));
  expect(plan.order).toHaveLength(191);
  for (const { name, dependencies } of host.filter((plugin) => places.has(plugin.name))) {
    for (const needed of dependencies) expect(places.get(needed.name), `${needed.name} before ${name}`).toBeLessThan(places.get(name) ?? -1);
  }
});

test('the circle is named with the whole path', () => {
  expect(explain(plan).filter((line) => line.includes('PLX4152'))).toEqual([
    'autumn PLX4152 autumn → winter → spring → summer → autumn',
    'spring PLX4152 spring → summer → autumn → winter → spring',
    'summer PLX4152 summer → autumn → winter → spring → summer',
    'winter PLX4152 winter → spring → summer → autumn → winter',
  ]);
});

test('the gap is named with the whole path, and who is concerned by both is told', () => {
  expect(explain(plan).filter((line) => !line.includes('PLX4152'))).toEqual([
    'calendar PLX4153 calendar → spring',
    'floor PLX4150 house → roof → wall → floor → cellar',
    'house PLX4153 house → roof → wall → floor',
    'roof PLX4153 roof → wall → floor',
    'wall PLX4153 wall → floor',
  ]);
});
