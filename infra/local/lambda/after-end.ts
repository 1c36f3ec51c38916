import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

interface Invocation {
  readonly id: string;
  over: boolean;
}

export interface AfterEnd {
  /** Runs an invocation. What it starts belongs to it, for as long as it runs. */
  run(id: string, invocation: () => Promise<void>): Promise<void>;
}

/**
 * Fails the requests that a function starts after its invocation has ended. Lambda freezes the environment then, so such
 * a request is sent with the next invocation or never. A worker is not frozen, and would send it.
 *
 * @param onLate - Called with the invocation's id and the address of each such request.
 */
export function failAfterEnd(onLate: (id: string, address: string) => void): AfterEnd {
  const current = new AsyncLocalStorage<Invocation>();
  const late = (address: string): boolean => {
    const invocation = current.getStore();
    if (!invocation?.over) return false;
    onLate(invocation.id, address);
    return true;
  };
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { readonly request: ClientRequest };
    const isLate = late(`${request.method} ${request.host}${request.path}`);
    if (isLate) request.destroy(new Error('the invocation has ended, and Lambda would have frozen its environment'));
  });
  // A request of `fetch` can only be reported.
  subscribe('undici:request:create', (message) => {
    const { request } = message as { readonly request: { origin: unknown; method: string; path: string } };
    late(`${request.method} ${String(request.origin)}${request.path}`);
  });
  return {
    async run(id, invocation) {
      const own: Invocation = { id, over: false };
      try {
        await current.run(own, invocation);
      } finally {
        own.over = true;
      }
    },
  };
}
