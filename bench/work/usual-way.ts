import { randomUUID } from 'node:crypto';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { JwtVerifier } from 'aws-jwt-verify';

/**
 * A turn in the usual way, as its own function: load, check, reserve, save, then call the model, one after another,
 * with the SDK's default clients. Nine storage calls, five of them before the model call.
 */
const { TABLE_NAME: TableName, COACH_MODEL_ID: modelId, ...env } = process.env;
const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
const bedrock = new BedrockRuntimeClient();
const verifier = JwtVerifier.create({
  issuer: env['TOKEN_ISSUER'] ?? '',
  jwksUri: env['TOKEN_JWKS_URI'] ?? '',
  audience: null,
});
await verifier.hydrate();

const RESERVED_TOKENS = 4_000;
const PROMPT = 'You are a friendly coach who finds out what somebody wants to train for, one question at a time.';

interface UrlEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Out {
  write(part: string): unknown;
  end(): unknown;
}

export const handler = awslambda.streamifyResponse(async (event, raw) => {
  const { rawPath, headers, body } = event as UrlEvent;
  const { sub = '' } = await verifier.verify(headers['authorization']?.slice('Bearer '.length) ?? '');
  const { userResponse: text } = JSON.parse(body) as { readonly userResponse: string };
  const sessionId = rawPath.split('/')[4] ?? '';
  const person = `U#${sub}`;
  const budgetKey = { pk: person, sk: `BUDGET#${new Date().toISOString().slice(0, 7)}` };
  const sessionKey = { pk: person, sk: `SESSION#coach_creator#${sessionId}` };

  const session = await documents.send(new GetCommand({ TableName, Key: sessionKey }));
  if (!session.Item) throw new Error('no such session');
  const user = await documents.send(new GetCommand({ TableName, Key: { pk: person, sk: 'PROFILE' } }));
  const budget = await documents.send(new GetCommand({ TableName, Key: budgetKey }));
  if (Number(budget.Item?.['committed'] ?? 0) > 100_000) throw new Error('the budget is spent');
  await spend(budgetKey, RESERVED_TOKENS);
  await save(sub, sessionId, 'user', text);

  const out = awslambda.HttpResponseStream.from(raw, {
    statusCode: 200,
    headers: { 'content-type': 'text/event-stream' },
  }) as unknown as Out;
  const { stream = [] } = await bedrock.send(
    new ConverseStreamCommand({
      modelId,
      system: [{ text: `${PROMPT} ${user.Item?.['name'] ?? ''}` }],
      messages: [{ role: 'user', content: [{ text }] }],
      inferenceConfig: { maxTokens: 1_000 },
    }),
  );
  let [answer, tokens] = ['', 0];
  for await (const { contentBlockDelta, metadata } of stream) {
    const chunk = contentBlockDelta?.delta?.text;
    if (chunk !== undefined) out.write(`data: ${JSON.stringify({ type: 'chunk', text: chunk })}\n\n`);
    answer += chunk ?? '';
    tokens += metadata?.usage?.totalTokens ?? 0;
  }

  await save(sub, sessionId, 'assistant', answer);
  await spend(budgetKey, tokens - RESERVED_TOKENS);
  await touch(sessionKey);
  await documents.send(new PutCommand({ TableName, Item: { pk: person, sk: `USAGE#${randomUUID()}`, tokens } }));
  out.write(`data: ${JSON.stringify({ type: 'complete', answer })}\n\n`);
  out.end();
});

interface Key {
  readonly pk: string;
  readonly sk: string;
}

const spend = (Key: Key, tokens: number) =>
  documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'ADD committed :tokens',
      ExpressionAttributeValues: { ':tokens': tokens },
    }),
  );

const save = (sub: string, sessionId: string, role: string, text: string) =>
  documents.send(
    new PutCommand({ TableName, Item: { pk: `S#${sub}#${sessionId}`, sk: `MSG#${randomUUID()}`, role, text } }),
  );

const touch = (Key: Key) =>
  documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET touchedAt = :now',
      ExpressionAttributeValues: { ':now': Date.now() },
    }),
  );
