import { expect } from 'vitest';
import type { CoachAccess } from '#contract/access-responses';
import type { Generation } from '#contract/prompt-coach/responses';
import type { LocalStack } from '../stack.ts';
import { controlOf, until } from './journeys/local-control.ts';
import type { Row, StoredState } from './stored-state.ts';
import { anIdea, createStreamer } from './streamer.ts';

/** An order that was accepted. */
export interface Order {
  readonly sessionId: string;
  readonly jobId: string;
  readonly count: number;
}

/** Longer than Lambda and the sweeper wait before they try again. */
const RETRY_MS = 121_000;
/** An attempt that is due takes a moment to begin. */
const QUIET_READS = 50;
/** As often as a client sends an order that the server could not decide. */
const TRIES = 10;

/**
 * A person with sessions whose drafts are good enough for pictures.
 *
 * @param subject - Of the pictures, by which requests to the image model are found.
 */
export async function createPainter(
  stack: LocalStack,
  { subject, tier = 'studio', sessions = 1 }: { subject: string; tier?: string; sessions?: number },
) {
  const streamer = await createStreamer(stack, `painter-${crypto.randomUUID()}`, tier);
  const local = controlOf(stack);
  const description = `A happy ${subject} that throws confetti`;
  const input = { description, subject, emotion: 'happy' };
  const steps = [{ text: 'Here it is.' }, { tool: { name: 'update_intent', input } }];
  const sessionIds = await Promise.all(
    Array.from({ length: sessions }, async () => {
      const idea = anIdea(`${subject} of ${streamer.userId}`, { assetType: 'twitch_panel' });
      await local.script(idea.description, ...steps);
      expect((await streamer.start(idea)).last?.type).toBe('complete');
      return idea.turnId;
    }),
  );

  return {
    ...streamer,
    sessionIds,
    /** The pictures of the month, also while storage fails. */
    async used(): Promise<number> {
      for (;;) {
        const response = await streamer.api('GET', '/coach/access');
        if (response.ok) return ((await response.json()) as CoachAccess).generations.used;
        expect(response.status).toBe(503);
      }
    },
    /** Orders pictures until the server has decided. @returns the status, and the order when it was accepted. */
    async order(sessionId: string, count: number, generationId: string = crypto.randomUUID()) {
      for (let tries = 1; ; tries += 1) {
        const response = await streamer.generate(sessionId, { generationId, count });
        if (response.status >= 500 && tries < TRIES) continue;
        const { error } = (await response.json()) as { error?: { code: string } };
        return response.ok
          ? { code: 'ordered', order: { sessionId, jobId: generationId, count } satisfies Order }
          : { code: error?.code ?? '', order: undefined };
      }
    },
    /** Requests to the image model for this person's subject. */
    drawn: () =>
      (stack.bedrock?.calls() ?? []).filter(
        ({ operation, body }) => operation === 'InvokeModel' && JSON.stringify(body).includes(subject),
      ).length,
    /** Waits until every order of the person has ended. Moves the clock when nothing happens and all wait for a retry. */
    async ended(orders: readonly Order[], stored: StoredState): Promise<readonly Generation[]> {
      let last = '';
      let sameReads = 0;
      await until('the end of the pictures', async () => {
        const rows = await stored.generations(streamer.userId);
        const states = rows.map((row) => stateOf(row, stack.clock.now()));
        if (states.every((state) => state === 'ended')) return true;
        const read = JSON.stringify(rows);
        sameReads = read === last && !states.includes('running') ? sameReads + 1 : 0;
        last = read;
        if (sameReads < QUIET_READS) return false;
        sameReads = 0;
        await local.advance(RETRY_MS);
        return false;
      });
      await streamer.renew();
      return Promise.all(orders.map((order) => streamer.generation(order.sessionId, order)));
    },
  };
}

/** What becomes of a stored generation: a worker has it or is about to, it waits for another attempt, or it has ended. */
function stateOf({ state, attempt, leaseUntil }: Row, now: number): 'running' | 'waiting' | 'ended' {
  if (state?.S === 'queued') return Number(attempt?.N) > 0 ? 'waiting' : 'running';
  if (state?.S === 'running') return Number(leaseUntil?.N) < now ? 'waiting' : 'running';
  return 'ended';
}
