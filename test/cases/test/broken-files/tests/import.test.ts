import { test } from 'plexi-plugin/testing';
import { nothing } from '../src/nothing.ts';

test('never runs', () => nothing());
