import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { describeThrown } from '../core/text/describe-thrown.ts';
import { findBrokenLimit, packValue, unpackValue, type Packed } from './attachments.ts';
import { HostCallError, type HostCall, type SandboxOptions } from './engine.ts';
import type { StackMapper } from './source-stack.ts';
import type { FromWorker, ToWorker } from './wire.ts';

type CallMessage = Extract<FromWorker, readonly ['call', ...unknown[]]>;

/**
 * Makes the function that gives host calls to the host and sends its answers back.
 *
 * It throws a `RangeError` when the worker breaks its own rules: more calls than are allowed, a number used twice.
 */
export function createCallAnswerer(options: SandboxOptions, stacks: StackMapper, send: (message: ToWorker) => void): (message: CallMessage) => void {
  const { plugin, limits } = options;
  const open = new Set<number>();

  const answer = async (call: HostCall): Promise<Packed> => {
    const packed = packValue(await options.call(call));
    const limit = findBrokenLimit(packed, limits);
    if (limit === undefined) return packed;
    throw new HostCallError('MESSAGE_TOO_LARGE', `the answer is larger than ${limit} bytes`);
  };
  const encodeRefusal = ({ code, message, details }: HostCallError): string => {
    const packed = packValue({ code, message, details });
    const limit = findBrokenLimit(packed, limits);
    if (limit !== undefined) throw new RangeError(`its refusal is larger than ${limit} bytes`);
    return packed.text;
  };
  const refuse = (method: string, error: unknown): string => {
    let cause = error;
    try {
      if (error instanceof HostCallError) return encodeRefusal(error);
    } catch (unreadable) {
      cause = unreadable;
    }
    options.report?.(createDiagnostic('PLX4019', { plugin, method, reason: describeThrown(cause) }));
    return JSON.stringify({ code: 'INTERNAL', message: `the host could not answer ${method}`, details: {} });
  };

  return ([, id, method, text, stack, attachments]) => {
    if (open.has(id) || open.size >= limits.callsInFlight) throw new RangeError('host calls beyond the limit');
    open.add(id);
    const params = unpackValue(text, attachments);
    const origin = stack === '' ? undefined : stacks.map(stack);
    const answered =
      'refused' in params
        ? Promise.reject(new HostCallError('INVALID_ARGUMENT', `the parameters of ${method} cannot cross: ${params.refused}`))
        : answer({ method, params: params.value, ...(origin && { stack: origin.text, ...(origin.location && { location: origin.location }) }) });
    void answered
      .then(
        ({ text: value, attachments: attached }): ToWorker => (attached === undefined ? ['answer', id, value] : ['answer', id, value, attached]),
        (error: unknown): ToWorker => ['refuse', id, refuse(method, error)],
      )
      .then((message) => {
        open.delete(id);
        send(message);
      });
  };
}
