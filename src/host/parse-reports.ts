import type { HealthReport, SelfTestCheck, SelfTestReport } from '../../sdk/plugin.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';

const STATUSES = ['healthy', 'degraded', 'unhealthy'] as const;
const HEALTH = '{ status: "healthy" | "degraded" | "unhealthy", message? }';
const SELF_TEST = '{ passed: boolean, tests?: [{ name, passed, message? }], message? }';

/**
 * Reads what a health check returned.
 *
 * @param check - Its name.
 * @throws {@link PlexiError} `PLX4109` when it is no health report.
 */
export function parseHealthReport(plugin: string, value: BoundaryValue, check = 'healthCheck'): HealthReport {
  const report = asObject(value);
  const status = STATUSES.find((each) => each === report?.['status']);
  const message = report?.['message'];
  if (status === undefined || !isOptionalText(message)) refuse(plugin, check, value, HEALTH);
  return { status, ...(message !== undefined && { message }) };
}

/** Sums up several entry points: the plugin is as well as the worst of them. */
export function mergeHealthReports(reports: readonly HealthReport[]): HealthReport {
  const status = [...STATUSES].reverse().find((each) => reports.some((report) => report.status === each)) ?? 'healthy';
  const messages = reports.flatMap(({ message }) => message ?? []);
  return { status, ...(messages.length > 0 && { message: messages.join('; ') }) };
}

/**
 * Reads what `selfTest` returned.
 *
 * @throws {@link PlexiError} `PLX4109` when it is no report of a self-test.
 */
export function parseSelfTestReport(plugin: string, value: BoundaryValue): SelfTestReport {
  const report = asObject(value);
  const { passed, tests = [], message } = report ?? {};
  const checks = Array.isArray(tests) ? tests.map(parseCheck) : [undefined];
  if (typeof passed !== 'boolean' || !isOptionalText(message) || !checks.every((check) => check !== undefined)) {
    refuse(plugin, 'selfTest', value, SELF_TEST);
  }
  return { passed, tests: checks, ...(message !== undefined && { message }) };
}

/** Sums up several entry points: all must pass. */
export function mergeSelfTestReports(reports: readonly SelfTestReport[]): SelfTestReport {
  const messages = reports.flatMap(({ message }) => message ?? []);
  return {
    // A report that says "passed" beside a test that did not is a report that did not pass.
    passed: reports.every(({ passed, tests = [] }) => passed && tests.every((test) => test.passed)),
    tests: reports.flatMap(({ tests = [] }) => tests),
    ...(messages.length > 0 && { message: messages.join('; ') }),
  };
}

function parseCheck(value: BoundaryValue): SelfTestCheck | undefined {
  const { name, passed, message } = asObject(value) ?? {};
  if (typeof name !== 'string' || typeof passed !== 'boolean' || !isOptionalText(message)) return undefined;
  return { name, passed, ...(message !== undefined && { message }) };
}

function asObject(value: BoundaryValue): Readonly<Record<string, BoundaryValue>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, BoundaryValue>>) : undefined;
}

function isOptionalText(value: BoundaryValue | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function refuse(plugin: string, hook: string, value: BoundaryValue, expected: string): never {
  const text = JSON.stringify(value);
  fail('PLX4109', { plugin, hook, problem: text.length > 100 ? `${text.slice(0, 100)}…` : text, expected });
}
