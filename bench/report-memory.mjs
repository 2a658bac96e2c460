// Loaded before a measured program: writes its peak memory, in KiB, to the file that the environment names.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.PLEXI_BENCH_MEMORY;
// Programs that this one starts are not measured, and must not write over its number.
delete process.env.NODE_OPTIONS;
delete process.env.PLEXI_BENCH_MEMORY;
if (isMainThread && file !== undefined) process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
