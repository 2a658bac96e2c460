import { buildCode } from '../../scripts/build.ts';

/** Builds dist/ before the first test: worker threads and the command line run from there, never from a stale build. */
export async function setup(): Promise<void> {
  if (process.env['PLEXI_SKIP_BUILD'] === '1') return;
  await buildCode();
}
