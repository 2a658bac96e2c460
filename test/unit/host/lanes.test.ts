import { describe, expect, test } from 'vitest';
import { createLanes } from '../../../src/host/lanes.ts';

const item = (name: string) => ({ lane: name.slice(0, 1), name });

function createFilled(...names: string[]) {
  const lanes = createLanes<ReturnType<typeof item>>();
  for (const name of names) lanes.add(item(name));
  return lanes;
}

describe('createLanes', () => {
  test('gives one item of each lane, and the next of a lane when it is open again', () => {
    const lanes = createFilled('a1', 'a2', 'b1');
    expect([lanes.take()?.name, lanes.take()?.name, lanes.take()?.name]).toEqual(['a1', 'b1', undefined]);
    lanes.open('a');
    expect(lanes.take()?.name).toBe('a2');
  });

  test('lets a lane that was just served wait behind the others', () => {
    const lanes = createFilled('a1', 'a2', 'b1', 'c1');
    lanes.take();
    lanes.open('a');
    expect([lanes.take()?.name, lanes.take()?.name, lanes.take()?.name]).toEqual(['b1', 'c1', 'a2']);
  });

  test('keeps a lane closed that is empty, until it is opened', () => {
    const lanes = createFilled('a1');
    lanes.take();
    lanes.add(item('a2'));
    expect(lanes.take()).toBeUndefined();
    lanes.open('a');
    expect(lanes.take()?.name).toBe('a2');
  });

  test('gives up everything that waits', () => {
    const lanes = createFilled('a1', 'a2', 'b1');
    lanes.take();
    expect(lanes.clear().map(({ name }) => name)).toEqual(['a2', 'b1']);
    lanes.open('a');
    expect(lanes.take()).toBeUndefined();
  });
});
