import type { PayloadClass } from '../payload.ts';
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
