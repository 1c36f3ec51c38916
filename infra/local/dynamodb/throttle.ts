import type { ServerResponse } from 'node:http';
import type { Throttled } from '../faults/fault-proxy.ts';
import { sendDynamo, sendDynamoError } from './errors.ts';
import { splitBatch } from './split-batch.ts';

const EXCEEDED = 'The level of configured provisioned throughput for the table was exceeded.';
const OVER_CAPACITY = 'Throughput exceeds the current capacity of your table or index.';

/**
 * Answers a request that DynamoDB throttles: of a batch it processes a part and returns the rest as unprocessed, a
 * transaction is cancelled, which the SDK does not retry, and anything else is refused.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function throttleDynamo(response: ServerResponse, { target, body, deliver }: Throttled): Promise<void> {
  const operation = target.split('.').at(-1);
  if (operation === 'TransactWriteItems') {
    const { TransactItems } = JSON.parse(body.toString()) as { readonly TransactItems: readonly unknown[] };
    const [first, ...others] = TransactItems.map(() => ({ Code: 'None' }));
    const reasons = [{ ...first, Code: 'ThrottlingError', Message: OVER_CAPACITY }, ...others];
    const codes = reasons.map(({ Code }) => Code).join(', ');
    return sendDynamoError(response, {
      type: 'TransactionCanceledException',
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      CancellationReasons: reasons,
    });
  }
  const parts = splitBatch(operation, body.toString());
  if (!parts) return sendDynamoError(response, { type: 'ProvisionedThroughputExceededException', message: EXCEEDED });
  const answer = await deliver(Buffer.from(JSON.stringify(parts.processed)));
  const content = JSON.parse(answer.body.toString()) as object;
  sendDynamo(response, answer.status, answer.status === 200 ? { ...content, ...parts.unprocessed } : content);
}

/** Sends DynamoDB's refusal of a caller without permission. */
export function denyDynamo(response: ServerResponse, message: string): void {
  sendDynamo(
    response,
    400,
    { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message },
    { 'x-amzn-errortype': 'AccessDeniedException' },
  );
}
