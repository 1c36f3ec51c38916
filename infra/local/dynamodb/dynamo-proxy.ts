import type { IncomingMessage } from 'node:http';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import type { FaultKind } from '../faults/faults.ts';
import { dynamoAccesses } from '../iam/dynamodb-access.ts';
import type { Permissions } from '../iam/permissions.ts';
import type { LoopbackServer } from '../loopback-server.ts';
import { createTransactionConflicts } from './conflicts.ts';
import type { LaggingIndexes } from './lagging-indexes.ts';
import { denyDynamo, throttleDynamo } from './throttle.ts';

export interface DynamoProxyDeps {
  readonly engineEndpoint: string;
  /** `undefined` when the engine's own indexes are read. */
  readonly indexes: LaggingIndexes | undefined;
  readonly faults: { next(): FaultKind | undefined };
  readonly permissions: Permissions;
  /** Whether a write conflicts with a transaction on its item that runs. */
  readonly hasConflicts?: boolean;
}

/** DynamoDB's endpoint for the functions: it checks their permissions, injects faults, and has indexes that lag. */
export const startDynamoProxy = (deps: DynamoProxyDeps): Promise<LoopbackServer> => {
  const { engineEndpoint, indexes, faults, permissions, hasConflicts = false } = deps;
  return startFaultProxy({
    upstream: async (request, body) => {
      const operation = operationOf(request);
      return (operation && (await indexes?.endpointOf(operation, body.toString()))) || engineEndpoint;
    },
    carriedOut: (request, body) => {
      const operation = operationOf(request);
      if (operation) indexes?.carriedOut(operation, body.toString());
    },
    faults,
    throttle: throttleDynamo,
    conflicts: hasConflicts ? createTransactionConflicts() : undefined,
    refuse: (request, body, response) => {
      const operation = operationOf(request);
      if (operation === undefined) return false;
      const accesses = dynamoAccesses(operation, body.toString());
      const refusal = permissions.refusalOf(request.headers.authorization, accesses);
      if (refusal !== undefined) denyDynamo(response, refusal);
      return refusal !== undefined;
    },
  });
};

/** For example `GetItem`; `undefined` for a request that is no operation: a connection is opened with a GET. */
function operationOf({ headers }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.split('.').at(-1) : undefined;
}
