import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { tableDefinitions } from '#testing/tables';
import { type Loopback, listen } from './loopback.ts';
import { fromWire, toWire } from './wire-values.ts';

/** Typical latencies of DynamoDB within its Region. */
const LATENCY_MS = { read: 4, write: 8, transaction: 25 };

const OPERATIONS = {
  GetItem: [GetCommand, LATENCY_MS.read],
  BatchGetItem: [BatchGetCommand, LATENCY_MS.read],
  Query: [QueryCommand, LATENCY_MS.read],
  PutItem: [PutCommand, LATENCY_MS.write],
  UpdateItem: [UpdateCommand, LATENCY_MS.write],
  DeleteItem: [DeleteCommand, LATENCY_MS.write],
  TransactWriteItems: [TransactWriteCommand, LATENCY_MS.transaction],
} as const;

export interface WireDynamo extends Loopback {
  /** A client that bypasses the wire and the latency. */
  readonly client: DynamoDBDocumentClient;
}

/** DynamoDB on loopback: an in-memory engine behind the real protocol, with the real latency. */
export async function startWireDynamo(): Promise<WireDynamo> {
  const { client } = createMemoryDynamo(tableDefinitions);
  const server = await listen((request, response) => void answer(client, request, response));
  return { ...server, client };
}

async function answer(client: DynamoDBDocumentClient, request: IncomingMessage, response: ServerResponse) {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return void response.end('healthy');
  const [Command, latencyMs] = OPERATIONS[String(target).split('.')[1] as keyof typeof OPERATIONS];
  const input = fromWire(await json(request));
  await sleep(latencyMs);
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  try {
    response.end(JSON.stringify(toWire((await client.send(new Command(input as never) as never)) as object)));
  } catch (error) {
    const { name, message, CancellationReasons, Item } = error as Error & Record<string, unknown>;
    response.statusCode = 400;
    response.end(
      JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message, CancellationReasons, Item }),
    );
  }
}
