import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { SandboxLimits } from '../core/limits/plugin-limits.ts';
import { formatFailure, type GuestFailure } from './guest-failure.ts';
import type { FaultKind } from './wire.ts';

/** Why a sandbox ended: what happened in it, or that its process ended, while it alone was at work, or others, too. */
export type EndKind = FaultKind | 'process' | 'shared-process';

/** What is known about a fault. */
export interface Fault {
  readonly plugin: string;
  readonly kind: EndKind;
  readonly limits: SandboxLimits;
  /** What the plugin was doing, for example `in "onLoad"`. */
  readonly during: string;
  readonly failure: GuestFailure;
  readonly location: SourceLocation | undefined;
}

/** Makes the diagnostic of what ended a sandbox. */
export function createFaultDiagnostic({ plugin, kind, limits, during, failure, location }: Fault): Diagnostic {
  const reason = formatFailure(failure);
  switch (kind) {
    case 'cpu-turn':
      return createDiagnostic('PLX4001', { plugin, during, limit: limits.cpuMsPerCall }, location);
    case 'cpu-rate':
      return createDiagnostic('PLX4002', { plugin, during, limit: limits.cpuMsPerSecond }, location);
    case 'memory':
      return createDiagnostic('PLX4003', { plugin, during, limit: Math.round(limits.memoryBytes / 2 ** 20) }, location);
    case 'stack':
      return createDiagnostic('PLX4004', { plugin, during }, location);
    case 'calls-in-flight':
      return createDiagnostic('PLX4005', { plugin, during, limit: limits.callsInFlight }, location);
    case 'call-rate':
      return createDiagnostic('PLX4006', { plugin, during, limit: limits.callsPerSecond }, location);
    case 'log-rate':
      return createDiagnostic('PLX4008', { plugin, during, limit: limits.logLinesPerSecond }, location);
    case 'evaluation':
      // Its place is inside of the SDK, where there is nothing to mend.
      if (failure.name === 'EntryPointError') return createDiagnostic('PLX1319', { plugin, reason: formatFailure({ ...failure, name: '' }) });
      return createDiagnostic('PLX4011', { plugin, error: reason }, location);
    case 'registration':
      return createDiagnostic('PLX4012', { plugin, reason }, location);
    case 'protocol':
      return createDiagnostic('PLX4014', { plugin, reason }, location);
    case 'kernel':
      return createDiagnostic('PLX4511', { plugin, kernel: failure.name, reason: failure.message }, location);
    case 'kernel-cpu':
      return createDiagnostic('PLX4510', { plugin, kernel: failure.name, during, limit: `${limits.cpuMsPerCall} ms of CPU time, or ${limits.cpuMsPerSecond} ms per second` }, location);
    case 'crash':
      return createDiagnostic('PLX4009', { plugin, during, reason }, location);
    case 'process':
      return createDiagnostic('PLX4480', { plugin, during, reason }, location);
    case 'shared-process':
      return createDiagnostic('PLX4481', { plugin, during, reason }, location);
  }
}
