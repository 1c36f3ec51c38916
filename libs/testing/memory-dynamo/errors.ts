import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { type Item, rawItem } from './values.ts';

/** Type of `Item` in exceptions of the real client. */
type ErrorItem = NonNullable<CancellationReason['Item']>;

const metadata = (httpStatusCode: number) => ({
  httpStatusCode,
  requestId: 'in-memory',
  attempts: 1,
  totalRetryDelay: 0,
});

const errorItem = (item: Item): ErrorItem => rawItem(item) as unknown as ErrorItem;

/** Why one item was refused, in DynamoDB's words. */
export interface Refusal {
  readonly code: 'ConditionalCheckFailed' | 'TransactionConflict' | 'ThrottlingError' | 'ValidationError';
  readonly message: string;
  /** The stored item, where the request asked for it. */
  readonly item?: Item | undefined;
}

export const conditionFailed = (item: Item | undefined): ConditionalCheckFailedException =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: metadata(400),
    ...(item && { Item: errorItem(item) }),
  });

/** One entry per item of the request, `undefined` for items that would have been accepted. */
export function transactionCanceled(items: readonly (Refusal | undefined)[]): TransactionCanceledException {
  const codes = items.map((refusal) => refusal?.code ?? 'None');
  return new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    $metadata: metadata(400),
    CancellationReasons: items.map((refusal) => ({
      Code: refusal?.code ?? 'None',
      ...(refusal && { Message: refusal.message }),
      ...(refusal?.item && { Item: errorItem(refusal.item) }),
    })),
  });
}

export const validationFailed = (message: string): DynamoDBServiceException =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, $metadata: metadata(400) });

export const tokenReused = (): IdempotentParameterMismatchException =>
  new IdempotentParameterMismatchException({
    message: 'A request with this token and other parameters was served already',
    $metadata: metadata(400),
  });

/** For fault injection: nothing was applied. */
export const throttled = (): ProvisionedThroughputExceededException =>
  new ProvisionedThroughputExceededException({
    message: 'The level of configured provisioned throughput was exceeded',
    $metadata: metadata(400),
  });

/** For fault injection: another transaction holds the first write's item. No local engine causes this on its own. */
export const conflicted = (items: number): TransactionCanceledException =>
  transactionCanceled(
    Array.from({ length: items }, (_, item) =>
      item === 0 ? { code: 'TransactionConflict', message: 'Transaction is ongoing for the item' } : undefined,
    ),
  );

/** For fault injection: the request may have been applied, as when the SDK's own timeout has expired. */
export const lostResponse = (): Error =>
  Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET', $metadata: { attempts: 3 } });

/** For fault injection: the service is down. */
export const serviceDown = (): DynamoDBServiceException =>
  new DynamoDBServiceException({
    name: 'InternalServerError',
    $fault: 'server',
    message: 'Internal server error',
    $metadata: metadata(500),
  });
