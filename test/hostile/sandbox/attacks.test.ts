import { describe } from 'vitest';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { createPromises } from './create-promises.ts';
import { BOUNDARY, BYTES_BESIDE, POLLUTION } from './payloads/boundary.ts';
import { ESCAPES } from './payloads/escapes.ts';
import { RESOURCES } from './payloads/resources.ts';
import { createReaches } from './payloads/reaches.ts';

const { promise, promiseNothingReached } = createPromises(createQuickJsEngine());

describe('ways out', () => {
  ESCAPES.forEach(promise);
});

describe('what must not be reached', () => {
  createReaches().forEach(promise);
  promiseNothingReached();
});

describe('across the boundary', () => {
  BOUNDARY.forEach(promise);
});

describe('bytes beside the JSON', () => {
  BYTES_BESIDE.forEach(promise);
});

describe('prototypes and globals', () => {
  POLLUTION.forEach(promise);
});

describe('more than its share', () => {
  RESOURCES.forEach(promise);
});
