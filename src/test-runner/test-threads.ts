import { createThreads } from '../sandbox/threads.ts';

/** Where the sandboxes of all test hosts of one test file are; they end with the thread that runs the file. */
export const TEST_THREADS = createThreads({ keepFree: true });
