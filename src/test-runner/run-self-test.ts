import type { SelfTestReport } from '../../sdk/plugin.ts';
import { createDiagnostic, PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { TestResult, TestSuite } from '../core/test-report/test-report.ts';
import { checkDenials } from './check-denials.ts';
import type { ContractRun } from './contract/run-contract.ts';
import { sampleSettings } from './contract/sample-settings.ts';
import { findEntry } from './find-entry.ts';
import { LiveTestHost } from './live-test-host.ts';

/** Runs the plugin's own `selfTest`; `undefined` when it has none, or does not start (the contract says why). */
export async function runSelfTest({ plugin, engine }: ContractRun): Promise<TestSuite | undefined> {
  const started = performance.now();
  const host = new LiveTestHost(plugin, {}, engine);
  try {
    await host.load({ config: sampleSettings(plugin.source.settingsSchema) }, plugin.source);
    await host.enable();
  } catch (error) {
    await host.close();
    if (error instanceof PlexiError) return undefined;
    throw error;
  }
  const tests = await listResults(host, plugin).finally(() => host.close());
  if (tests === undefined) return undefined;
  const durationMs = performance.now() - started;
  const problems = checkDenials(host, plugin, 'its self-test');
  return { type: 'self-test', name: 'selfTest', durationMs, tests, problems };
}

async function listResults(host: LiveTestHost, plugin: ContractRun['plugin']): Promise<readonly TestResult[] | undefined> {
  const location = findEntry(plugin);
  try {
    const report = await host.runSelfTest();
    if (report === undefined) return undefined;
    return listChecks(report).map(({ name, passed, message }) => {
      const problems = passed ? [] : [createDiagnostic('PLX4260', { check: name, reason: message ?? 'it gives no reason' }, location)];
      return { name, state: passed ? 'passed' : 'failed', durationMs: 0, problems };
    });
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    const [{ code, message, hint, file, line, column }] = error.diagnostics;
    const problem = createDiagnostic('PLX4261', { reason: message }, file === undefined ? location : { file, line, column });
    const problems = [{ ...problem, details: [`${code}: ${hint}`] }];
    return [{ name: 'selfTest', state: 'failed', durationMs: 0, problems }];
  }
}

// A report that lists nothing is one check; one that fails although all it lists passed has a reason of its own.
function listChecks({ passed, tests = [], message }: SelfTestReport): NonNullable<SelfTestReport['tests']> {
  const isExplained = tests.length > 0 && passed === tests.every((test) => test.passed);
  return isExplained ? tests : [...tests, { name: 'selfTest', passed, ...(message !== undefined && { message }) }];
}
