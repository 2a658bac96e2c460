// What every test file with a test host needs, loaded before there is one to run. Nothing of vitest, which a thread may only load for a file.
import '../core/manifest/settings.ts';
import { DEFAULT_LIMITS } from '../core/limits/plugin-limits.ts';
import './live-test-host.ts';
import { TEST_THREADS } from './test-threads.ts';

// Without an interpreter there is no test host either, and the first one says why.
TEST_THREADS.load(DEFAULT_LIMITS.memoryBytes).catch(() => undefined);
