import type { PreflightAnswer } from '#contract/game-chat-requests';
import { type Signing, signedPost } from '../own-loop/signed-post.ts';
import { createPlayer, type Player } from '../player.ts';
import { controlOf, expectThat, type Stack } from './local-control.ts';
import { succeeds } from './turns.ts';

const usage = { inputTokens: 1_500, outputTokens: 70, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** A backend runs the model itself: it records a long conversation, which is summarized, and aborts a turn. */
export async function ownLoop(stack: Stack): Promise<void> {
  const player = await createPlayer(stack, `own-loop-${crypto.randomUUID()}`, 'studio');
  const post = await signing(stack, player);
  const opened = await post<PreflightAnswer>('preflight', { message: 'First' });
  const { sessionId } = opened;
  let { reservationId } = opened;
  for (let turn = 0; turn < 11; turn += 1) {
    const messages = [
      { role: 'user', content: `Question ${turn}` },
      { role: 'assistant', content: `Answer ${turn}` },
    ];
    await post('record', { sessionId, reservationId, messages, usage });
    ({ reservationId } = await post<PreflightAnswer>('preflight', { message: 'Next', sessionId }));
  }
  await post('abort', { sessionId, reservationId });
  await controlOf(stack).run('summarize-conversation');
  const { systemMessage } = await post<PreflightAnswer>('preflight', { message: 'What came first?', sessionId });
  expectThat(systemMessage?.includes('<earlier_conversation>'), 'the recorded conversation has no summary');
}

/** A hold that its backend has forgotten is given back by the sweeper. */
export async function forgottenHold(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const player = await createPlayer(stack, `forgetful-${crypto.randomUUID()}`, 'studio');
  await (await signing(stack, player))('preflight', { message: 'Never recorded' });
  await local.advance(30 * 60_000);
  await local.run('cleanup-expired-sessions');
  await player.renew();
  const { held } = await player.get<{ held: number }>('/coach/budget');
  expectThat(held === 0, `a forgotten hold still holds ${held} tokens`);
}

async function signing(stack: Stack, player: Player) {
  const given = await controlOf(stack).get<Signing>('service-credentials');
  const base = `${stack.config.apiUrl}/service/users/${player.userId}/coach/chat`;
  return async <Answer>(action: string, body: object): Promise<Answer> =>
    (await (await succeeds(signedPost(`${base}/${action}`, body, given))).json()) as Answer;
}
