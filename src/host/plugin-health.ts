import type { HealthReport, SelfTestReport } from '../../sdk/plugin.ts';
import { mergeHealthReports, mergeSelfTestReports, parseHealthReport, parseSelfTestReport } from './parse-reports.ts';
import type { PluginSlot } from './plugin-slot.ts';

/** Asks a plugin how it is. One that does not run is not well; one that says nothing is. */
export async function checkPluginHealth({ version: { name, runner }, run }: PluginSlot): Promise<HealthReport> {
  if (runner.state !== 'enabled' && runner.state !== 'loaded') return { status: 'unhealthy', message: `the plugin is ${runner.state}` };
  const reports = await run('healthCheck', []);
  return mergeHealthReports(reports.map((report) => parseHealthReport(name, report)));
}

/** Lets a plugin test itself; `undefined` when it has no self-test. */
export async function runPluginSelfTest({ version: { name }, run }: PluginSlot): Promise<SelfTestReport | undefined> {
  const reports = await run('selfTest', []);
  return reports.length === 0 ? undefined : mergeSelfTestReports(reports.map((report) => parseSelfTestReport(name, report)));
}
