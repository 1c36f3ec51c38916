import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { TurnStatus } from '#contract/turn-responses';
import { engineClient } from '../../dynamodb/tables.ts';
import { createPlayer } from '../player.ts';
import { talkAtLength } from './game-questions.ts';
import { buildState, finishInterview } from './interview-to-coach.ts';
import { controlOf, expectThat, type Stack, until } from './local-control.ts';
import { dead, succeeds } from './turns.ts';

/** Longer than a parked turn waits for its next request. */
const GIVEN_UP_MS = 31 * 60_000;

/** The sweeper parks a turn whose producer has died, and fails it when it is not requested again. */
export async function parkedTurn(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const { person, path } = await dead(stack, 'parked');
  await local.advance(60_000);
  await local.run('cleanup-expired-sessions');
  await local.advance(GIVEN_UP_MS);
  await local.run('cleanup-expired-sessions');
  await person.renew();
  const { status } = await person.get<TurnStatus>(path);
  expectThat(status === 'failed', `the turn that was not requested again is ${status}`);
}

/** The sweeper ends a stop whose producer and whose API have died. It stores the text that was shown. */
export async function orphanedStop(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const { person, sessionId, body, path } = await dead(stack, 'orphaned');
  const key = { pk: { S: `S#${person.userId}#${sessionId}` }, sk: { S: `TURN#${body.turnId}` } };
  const stop = person.api('POST', `${path}/abort`).catch(() => undefined);
  await until('the stop', () => isStopping(stack, key));
  await local.kill('coach-api');
  await stop;
  await local.advance(60_000);
  await local.run('cleanup-expired-sessions');
  const { status, text } = await person.get<TurnStatus>(path);
  expectThat(status === 'aborted' && text === 'Half an answer.', `the stop ended as ${status} with "${text}"`);
}

/** The sweeper starts the jobs of orders whose invocation was lost. */
export async function lostOrders(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const player = await createPlayer(stack, `lost-${crypto.randomUUID()}`, 'studio');
  await local.breakDown('invoke');
  const { person, sessionId } = await finishInterview(stack);
  const conversation = await talkAtLength(player);
  const other = await talkAtLength(player);
  await succeeds(player.api('DELETE', `/coach/chat/sessions/${other}`));
  await local.restore();
  await local.advance(120_000);
  await local.run('cleanup-expired-sessions');
  await until('the coach', async () => (await buildState(person, sessionId)) === 'ready');
  await local.run('delete-user-data');
  await local.run('summarize-conversation');
  expectThat(conversation !== other, 'there was one conversation only');
}

/** Whether the turn's item says that it is to stop. No route shows that. */
async function isStopping(stack: Stack, Key: Record<string, { S: string }>): Promise<boolean> {
  const { dynamodb, table } = await controlOf(stack).get<{ dynamodb: string; table: string }>('endpoints');
  const client = engineClient(dynamodb);
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  client.destroy();
  return Item?.['stopAt'] !== undefined;
}
