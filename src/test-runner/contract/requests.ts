import type { MiddlewareRequest } from '../../../sdk/kinds/middleware.ts';

/** A request that somebody makes on an ordinary day; what is not given is filled in. */
export function createRequest(parts: Partial<MiddlewareRequest> = {}): MiddlewareRequest {
  return { userId: 'alice', ...createAnonymousRequest(parts) };
}

/** The same, of somebody who is not signed in. */
export function createAnonymousRequest(parts: Partial<MiddlewareRequest> = {}): MiddlewareRequest {
  return {
    id: 'request-1',
    scope: 'api',
    method: 'GET',
    path: '/channels/general',
    query: {},
    headers: { accept: 'application/json' },
    ...parts,
  };
}

/** Paths that a server may be asked for: other writings, percent signs without a meaning, ways up, very long. */
export const ODD_PATHS: readonly string[] = ['/', '//', '/%', '/%E0%A4%A', '/%00', '/..%2f..%2fetc', '/__proto__/constructor', '/шлях/鍵', `/${'a'.repeat(1_500)}`];
