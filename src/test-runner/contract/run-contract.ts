import { hasErrors, type Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { TestResult, TestSuite } from '../../core/test-report/test-report.ts';
import type { Engine } from '../../sandbox/engine.ts';
import { checkDenials } from '../check-denials.ts';
import { findEntry } from '../find-entry.ts';
import { LiveTestHost } from '../live-test-host.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import type { TestHostOptions } from '../test-host.ts';
import type { Contract, ContractCheck, ContractContext } from './contract.ts';
import { createLimit } from './create-limit.ts';
import { findCommands } from './find-commands.ts';
import { listDefaults, sampleSettings } from './sample-settings.ts';

/** What running a contract takes. */
export interface ContractRun {
  readonly plugin: PluginUnderTest;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

// Starting sandboxes is most of the work, and half of that is waiting for their threads.
const CHECKS_AT_ONCE = 4;

/** Runs every check of a contract, each with hosts of its own. Results are in the order of the checks. */
export async function runContract(contract: Contract, run: ContractRun): Promise<TestSuite> {
  const { plugin, signal } = run;
  const started = performance.now();
  const settings = sampleSettings(plugin.source.settingsSchema);
  const known = { plugin, settings, commands: findCommands(plugin.source.code, { ...listDefaults(plugin.source.settingsSchema), ...settings }) };
  const limit = createLimit(CHECKS_AT_ONCE);
  const results = new Map<string, Promise<CheckResult>>();
  for (const check of contract.listChecks(known)) {
    results.set(check.name, runAfter(check.needs === undefined ? undefined : results.get(check.needs), check, () => limit(() => {
      signal.throwIfAborted();
      return runCheck(check, known, run);
    })));
  }
  const tests = reportDenialsOnce(await Promise.all(results.values()));
  return { type: 'contract', name: contract.name, durationMs: performance.now() - started, tests, problems: [] };
}

/** The result of one check before calls without permission, which every check makes, are told once. */
interface CheckResult extends TestResult {
  readonly denials: readonly Diagnostic[];
}

async function runAfter(needed: Promise<CheckResult> | undefined, { name, proves }: ContractCheck, run: () => Promise<CheckResult>): Promise<CheckResult> {
  if (needed === undefined || (await needed).state === 'passed') return run();
  return { name, proves, state: 'skipped', durationMs: 0, problems: [], denials: [] };
}

function reportDenialsOnce(results: readonly CheckResult[]): readonly TestResult[] {
  const reported = new Set<string>();
  return results.map(({ denials, ...result }) => {
    const fresh = denials.filter(({ hint, file, line, column }) => {
      const key = JSON.stringify([hint, file, line, column]);
      return !reported.has(key) && reported.add(key);
    });
    const problems = [...result.problems, ...fresh];
    return { ...result, problems, state: hasErrors(problems) ? 'failed' : result.state };
  });
}

async function runCheck(check: ContractCheck, known: Omit<ContractContext, 'start'>, { plugin, engine }: ContractRun): Promise<CheckResult> {
  const started = performance.now();
  const hosts: LiveTestHost[] = [];
  const start: ContractContext['start'] = async (options = {}) => {
    const complete: TestHostOptions = { ...options, config: { ...known.settings, ...options.config } };
    const host = new LiveTestHost(plugin, complete, engine);
    hosts.push(host);
    await host.load(complete, plugin.source);
    await host.enable();
    return host;
  };
  const problems = await findProblems(check, { ...known, start }, plugin);
  await Promise.all(hosts.map((host) => host.close()));
  return {
    name: check.name,
    state: problems.length > 0 ? 'failed' : 'passed',
    durationMs: performance.now() - started,
    problems,
    proves: check.proves,
    denials: hosts.flatMap((host) => checkDenials(host, plugin, `the check "${check.name}"`)),
  };
}

async function findProblems(check: ContractCheck, context: ContractContext, plugin: PluginUnderTest): Promise<readonly Diagnostic[]> {
  try {
    const finding = await check.run(context);
    return finding === undefined ? [] : [createDiagnostic(check.code, finding, finding.location ?? findEntry(plugin))];
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    const [first] = error.diagnostics;
    const location = first.file === undefined ? findEntry(plugin) : { file: first.file, line: first.line, column: first.column };
    const details = [...listOwnFrames(first), `${first.code}: ${first.hint}`];
    return [{ ...createDiagnostic(check.code, { reason: first.message }, location), details }];
  }
}

// What the SDK and the interpreter did on the way is nothing that an author could mend; the first place is the location.
function listOwnFrames({ details = [] }: Diagnostic): readonly string[] {
  return details.filter((line) => !line.includes('(plexi-plugin/sdk') && !line.endsWith('(native)')).slice(1);
}
