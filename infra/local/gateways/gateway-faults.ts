import type { ServerResponse } from 'node:http';
import type { FaultKind } from '../faults/faults.ts';
import type { FunctionBackend, ResponseSink } from '../lambda/backend.ts';

const NOWHERE: ResponseSink = { open() {}, write() {}, end() {}, fail() {} };

/**
 * Applies a fault to a request.
 *
 * @returns the function to invoke, changed by the fault; `undefined` when the request ends here.
 */
export function underFault(
  fault: FaultKind | undefined,
  backend: FunctionBackend,
  response: ServerResponse,
  throttle: () => void,
): FunctionBackend | undefined {
  switch (fault) {
    case 'throttle':
      throttle();
      return undefined;
    case 'down':
      response.socket?.resetAndDestroy();
      return undefined;
    case 'timeout':
      // No response, until the client gives up.
      return undefined;
    case 'duplicate':
      return {
        ...backend,
        invoke: async (payload, sink) => {
          await Promise.all([backend.invoke(payload, sink), backend.invoke(payload, NOWHERE)]);
        },
      };
    case 'lost-response':
      return {
        ...backend,
        invoke: (payload, sink) => {
          const lose = () => void response.socket?.resetAndDestroy();
          return backend.invoke(payload, { ...sink, open: lose, write() {}, end() {}, fail: lose });
        },
      };
    default:
      return backend;
  }
}
