import { createTestHost, test } from 'plexi-plugin/testing';

await createTestHost();

test('never runs', () => {});
