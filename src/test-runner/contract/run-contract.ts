import { hasErrors, type Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { TestResult, TestSuite } from '../../core/test-report/test-report.ts';
import type { Engine } from '../../sandbox/engine.ts';
import { checkDenials } from '../check-denials.ts';
import { findEntry } from '../find-entry.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import type { Contract, ContractCheck, ContractContext, KnownPlugin } from './contract.ts';
import { ContractHosts } from './contract-hosts.ts';
import { createLimit } from './create-limit.ts';
import { findCommands } from './find-commands.ts';
import { listDefaults, sampleSettings } from './sample-settings.ts';
import { shuffle } from './shuffle.ts';

/** What running a contract takes. */
export interface ContractRun {
  readonly plugin: PluginUnderTest;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** Decides about the order in which checks run, and about what is tried at random; default: 1. */
  readonly seed?: number;
  /** How many inputs are tried at random; default: 30. */
  readonly fuzzRuns?: number | undefined;
  /** The plugin's folder, where inputs that failed are kept; default: they are not. */
  readonly directory?: string | undefined;
}

const FUZZ_RUNS = 30;

// Starting sandboxes is most of the work, and half of that is waiting for their threads.
const ISOLATED_AT_ONCE = 3;

/** Runs every check of a contract, in an order that depends on the seed. Results are in the order of the checks. */
export async function runContract(contract: Contract, run: ContractRun): Promise<TestSuite> {
  const { plugin, engine, signal, seed = 1, fuzzRuns = FUZZ_RUNS, directory } = run;
  const started = performance.now();
  const settings = sampleSettings(plugin.source.settingsSchema);
  const known = { plugin, settings, seed, fuzzRuns, directory, commands: findCommands(plugin.source.code, { ...listDefaults(plugin.source.settingsSchema), ...settings }) };
  const hosts = new ContractHosts(plugin, settings, engine);
  const [alone, together] = [createLimit(1), createLimit(ISOLATED_AT_ONCE)];
  const checks = contract.listChecks(known);
  const results = new Map<string, Promise<CheckResult>>();
  const begin = (check: ContractCheck): Promise<CheckResult> => {
    const begun = results.get(check.name);
    if (begun !== undefined) return begun;
    const limit = check.isolated === true ? together : alone;
    const needed = checks.filter(({ name }) => [check.needs ?? []].flat().includes(name)).map(begin);
    const result = runAfter(needed, check, () => limit(() => {
      signal.throwIfAborted();
      return runCheck(check, known, hosts);
    }));
    results.set(check.name, result);
    return result;
  };
  for (const check of shuffle(checks, seed)) void begin(check);
  const tests = reportDenialsOnce(await Promise.all(checks.map(begin)).finally(() => hosts.discard()));
  return { type: 'contract', name: contract.name, durationMs: performance.now() - started, tests, problems: [] };
}

/** The result of one check before calls without permission, which every check makes, are told once. */
interface CheckResult extends TestResult {
  readonly denials: readonly Diagnostic[];
}

async function runAfter(needed: readonly Promise<CheckResult>[], { name, proves }: ContractCheck, run: () => Promise<CheckResult>): Promise<CheckResult> {
  if ((await Promise.all(needed)).every(({ state }) => state === 'passed')) return run();
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

async function runCheck(check: ContractCheck, known: KnownPlugin, hosts: ContractHosts): Promise<CheckResult> {
  const started = performance.now();
  const used = new Set<LiveTestHost>();
  const use = (host: LiveTestHost): void => void used.add(host);
  const start: ContractContext['start'] = async (options = {}) => {
    if (check.isolated === true) return hosts.start(options, use);
    const host = await hosts.share();
    use(host);
    return host;
  };
  const problems = await findProblems(check, { ...known, start, engine: hosts.engine });
  if (check.isolated === true) await Promise.all([...used].map((host) => host.close()));
  else if (problems.length > 0) await hosts.discard();
  return {
    name: check.name,
    state: problems.length > 0 ? 'failed' : 'passed',
    durationMs: performance.now() - started,
    problems,
    proves: check.proves,
    ...(known.plugin.isTraced === true && { timeline: [...used].flatMap((host) => host.timeline?.take() ?? []) }),
    denials: [...used].flatMap((host) => checkDenials(host, known.plugin, `the check "${check.name}"`)),
  };
}

async function findProblems(check: ContractCheck, context: ContractContext): Promise<readonly Diagnostic[]> {
  const { plugin } = context;
  try {
    const finding = await check.run(context);
    if (finding === undefined) return [];
    const { reason, location = findEntry(plugin), details } = finding;
    return [{ ...createDiagnostic(check.code, { reason }, location), ...(details && { details }) }];
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
