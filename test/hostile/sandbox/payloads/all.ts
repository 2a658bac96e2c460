import type { Payload, PayloadClass } from '../payload.ts';
import { BOUNDARY, BYTES_BESIDE, POLLUTION } from './boundary.ts';
import { ENGINE } from './engine.ts';
import { ESCAPES } from './escapes.ts';
import { MEMBRANES } from './membranes.ts';
import { createReaches } from './reaches.ts';
import { RESOURCES } from './resources.ts';

/** Every attack, by its kind. */
export const PAYLOAD_CLASSES: readonly PayloadClass[] = [
  { name: 'ways out', payloads: ESCAPES },
  { name: 'what must not be reached', payloads: createReaches() },
  { name: 'what other sandboxes fell to', payloads: MEMBRANES },
  { name: 'across the boundary', payloads: BOUNDARY },
  { name: 'bytes beside the JSON', payloads: BYTES_BESIDE },
  { name: 'prototypes and globals', payloads: POLLUTION, areAlone: true },
  { name: 'inside the engine', payloads: ENGINE, areSlow: true },
  { name: 'more than its share', payloads: RESOURCES, areSlow: true },
];

/** How much of what takes time: nothing, some of it, or all. */
export type Weight = 'light' | 'some' | 'full';

const EACH: Readonly<Record<Weight, number>> = { light: Infinity, some: 3, full: 1 };

/** Leaves out attacks that take time because they use up what a plugin may use. */
export function chooseClasses(weight: Weight): readonly PayloadClass[] {
  const thin = ({ payloads }: PayloadClass): readonly Payload[] => payloads.filter((_, index) => (index + 1) % EACH[weight] === 0);
  const chosen = PAYLOAD_CLASSES.map((each) => (each.areSlow === true ? { ...each, payloads: thin(each) } : each));
  return chosen.filter(({ payloads }) => payloads.length > 0);
}
