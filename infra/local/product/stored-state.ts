import { type AttributeValue, ListTablesCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { LOCAL_CLIENT } from '../../operator-command.ts';
import { engineClient } from '../dynamodb/tables.ts';
import { controlOf, type Stack } from './journeys/local-control.ts';

/** An item as it is stored. */
export type Row = Readonly<Record<string, AttributeValue>>;

/** What a stack has stored, read from its tables and its bucket without the product. */
export async function openStoredState(stack: Pick<Stack, 'origin'>) {
  const { dynamodb, table, s3, bucket } = await controlOf(stack as Stack).get<Record<string, string>>('endpoints');
  const tables = engineClient(dynamodb ?? '');
  const files = new S3Client({ ...LOCAL_CLIENT, endpoint: s3 ?? '', forcePathStyle: true });
  const object = (key: string) => ({ Bucket: bucket, Key: key });

  return {
    /** The items of a person in all tables, but for the counters of requests. */
    async items(userId: string): Promise<ReadonlyMap<string, Row>> {
      const found = new Map<string, Row>();
      const { TableNames = [] } = await tables.send(new ListTablesCommand({}));
      for (const TableName of TableNames) {
        for await (const { Items = [] } of paginateScan({ client: tables }, { TableName, ConsistentRead: true })) {
          for (const { pk, sk, ...item } of Items) {
            const isOf = pk?.S?.split('#')[1] === userId && !sk?.S?.startsWith('RATE#');
            if (isOf) found.set(`${TableName} ${pk?.S} ${sk?.S}`, item);
          }
        }
      }
      return found;
    },
    /** The generations of a person. */
    async generations(userId: string): Promise<readonly Row[]> {
      const rows: Row[] = [];
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: `U#${userId}` }, ':prefix': { S: 'GENERATION#' } },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client: tables }, query)) rows.push(...Items);
      return rows;
    },
    /** The keys under a prefix, in order. */
    async keys(prefix: string): Promise<readonly string[]> {
      const keys: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: files },
        { Bucket: bucket, Prefix: prefix },
      )) {
        keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
      }
      return keys;
    },
    async bytes(key: string): Promise<Uint8Array> {
      const { Body } = await files.send(new GetObjectCommand(object(key)));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    /** Whether a lifecycle rule removes the object unless something uses it. */
    async isUnreferenced(key: string): Promise<boolean> {
      const { TagSet = [] } = await files.send(new GetObjectTaggingCommand(object(key)));
      return TagSet.some(({ Key, Value }) => Key === 'unreferenced' && Value === 'true');
    },
    /** Replaces an object, as no form of the product would. */
    async replace(key: string, Body: Uint8Array): Promise<void> {
      await files.send(new PutObjectCommand({ ...object(key), Body, Tagging: 'unreferenced=true' }));
    },
    async remove(key: string): Promise<void> {
      await files.send(new DeleteObjectCommand(object(key)));
    },
    close() {
      tables.destroy();
      files.destroy();
    },
  };
}

export type StoredState = Awaited<ReturnType<typeof openStoredState>>;
