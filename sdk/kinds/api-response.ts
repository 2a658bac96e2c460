/**
 * A response of a route that says more than what it holds.
 *
 * @example
 * ```ts
 * import { ApiResponse, defineApiExtension, defineRoute } from 'plexi-plugin/sdk';
 *
 * export const Report = defineApiExtension({
 *   routes: [
 *     defineRoute({
 *       method: 'GET',
 *       path: '/report',
 *       handle: () => new ApiResponse(200, 'a,b\n', { 'content-type': 'text/csv' }),
 *     }),
 *   ],
 * });
 * ```
 */
export class ApiResponse {
  /** As in HTTP: 200 to 599. */
  readonly status: number;
  /** JSON, text or bytes. */
  readonly body: unknown;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };

  /**
   * @param status - As in HTTP: 200 to 599.
   * @param body - JSON, text or bytes; nothing when absent.
   * @param headers - Names in lower case. The host leaves out those that are its own affair, such as cookies.
   */
  constructor(status: number, body?: unknown, headers: { readonly [name: string]: string } = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * Thrown by a route to refuse a request: whoever asked gets the status and the message, as a problem document.
 *
 * @example
 * ```ts
 * import { ApiError, defineApiExtension, defineRoute } from 'plexi-plugin/sdk';
 *
 * export const Teapot = defineApiExtension({
 *   routes: [
 *     defineRoute({
 *       method: 'POST',
 *       path: '/coffee',
 *       handle: () => {
 *         throw new ApiError(418, 'this is a teapot');
 *       },
 *     }),
 *   ],
 * });
 * ```
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** As in HTTP: 400 to 599. */
  readonly status: number;

  /**
   * @param status - As in HTTP: 400 to 599.
   * @param message - One sentence for whoever asked.
   */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
