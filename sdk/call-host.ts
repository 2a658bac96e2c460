import { HostError, PermissionError, type HostErrorDetails } from './errors.ts';
import { toJson } from './json.ts';
import type { Attachment, BoundaryValue, PlexiRuntime } from './runtime-interface.ts';

/** @returns What the sandbox offers; throws where there is no sandbox, naming what was attempted. */
export function getRuntime(attempt: string): PlexiRuntime {
  // Read at every call and never on import: an author's own unit tests import plugins in Node.
  const runtime = (globalThis as { readonly __plexi?: PlexiRuntime }).__plexi;
  if (runtime === undefined) {
    throw new Error(`${attempt} works only inside a sandbox: run the plugin with createTestHost of plexi-plugin/testing`);
  }
  return runtime;
}

/** Calls a host method; refusals become {@link HostError} and {@link PermissionError}. */
export async function callHost(method: string, params: Readonly<Record<string, unknown>>): Promise<BoundaryValue> {
  const runtime = getRuntime(method);
  const attachments: Attachment[] = [];
  const json = toJson(params, `the argument of ${method}`, { attach: (place, bytes) => void attachments.push([place, bytes]) });
  try {
    return await runtime.call(method, json, attachments);
  } catch (error) {
    throw toHostError(error, method);
  }
}

// The refusal was made where the plugin called: as the cause, it keeps the way back to that line.
function toHostError(error: unknown, method: string): unknown {
  if (!isRefusal(error)) return error;
  const details = error.details ?? {};
  if (error.code !== 'PERMISSION_DENIED') return new HostError(error.code, error.message, { method, details, cause: error });
  const permission = typeof details['permission'] === 'string' ? details['permission'] : '';
  return new PermissionError(error.message, { method, permission, details, cause: error });
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: HostErrorDetails;
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}
