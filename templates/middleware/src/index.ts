import { Middleware, type MiddlewareRequest, type MiddlewareResponse } from 'plexi-plugin/sdk';
import { isBelow } from './is-below.ts';

/** Looks at every request to pages and to the API. */
export default class MyPlugin extends Middleware {
  // It protects something: when it fails, nobody gets in.
  override readonly failure = 'closed';

  override async beforeRequest({ path, userId }: MiddlewareRequest): Promise<MiddlewareResponse | undefined> {
    const closed = await this.config.get('closed');
    if (userId !== undefined || !closed.some((folder) => isBelow(path, folder))) return undefined;
    this.logger.info('refused', { path });
    return { status: 401, headers: {}, body: { detail: 'sign in first' } };
  }

  override afterResponse(_request: MiddlewareRequest, response: MiddlewareResponse): MiddlewareResponse {
    return { ...response, headers: { ...response.headers, 'x-checked-by': 'my-plugin' } };
  }
}
