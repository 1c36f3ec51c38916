import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Entity } from 'electrodb';

/** One entity on DynamoDB. */
export const handler = new Entity(
  {
    model: { entity: 'turn', version: '1', service: 'coach' },
    attributes: { userId: { type: 'string', required: true }, turnId: { type: 'string', required: true } },
    indexes: {
      turns: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['turnId'] } },
    },
  },
  { client: new DynamoDBClient({ region: 'us-east-1' }), table: 'main' },
);
