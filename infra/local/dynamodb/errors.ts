import type { ServerResponse } from 'node:http';
import { sendJson } from '../loopback-server.ts';

/** An error of DynamoDB, with the fields of its type beside the message. */
export interface DynamoError {
  /** Name of the exception. */
  readonly type: string;
  readonly message: string;
  readonly CancellationReasons?: readonly { readonly Code: string; readonly Message?: string }[];
}

/** DynamoDB answers every error of a caller with 400. */
export function sendDynamoError(response: ServerResponse, { type, message, ...fields }: DynamoError): void {
  sendDynamo(
    response,
    400,
    { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message, ...fields },
    { 'x-amzn-errortype': type },
  );
}

export function sendDynamo(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  sendJson(response, status, body, { 'content-type': 'application/x-amz-json-1.0', ...headers });
}
