import type { ServerResponse } from 'node:http';
import { sendJson } from '../loopback-server.ts';

/** Sends DynamoDB's throttling error. */
export function throttleDynamo(response: ServerResponse): void {
  sendJson(
    response,
    400,
    {
      __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    },
    { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': 'ProvisionedThroughputExceededException' },
  );
}

/** Sends DynamoDB's refusal of a caller without permission. */
export function denyDynamo(response: ServerResponse, message: string): void {
  sendJson(
    response,
    400,
    { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message },
    { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': 'AccessDeniedException' },
  );
}
