import { createParser } from 'eventsource-parser';
import { messageKey } from '#adapters/dynamodb/keys';
import { newSession } from '#adapters/dynamodb/session-rows';
import { COACHES } from '#contract/coaches';
import type { CoachEvent } from '#contract/events';
import { INITIAL_STATE } from '#domain/coach-creator/state';
import { isoOf } from '#ports/clock';
import type { Json } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { type CountedKind, createProduct, PERSON, type Product, STORAGE_MS } from './product.ts';

/** The storage and model calls of one turn. */
export interface CountedTurn {
  /** Consecutive storage calls that the first model call waited for. */
  readonly roundsBeforeModel: number;
  /** Consecutive storage calls between the model's last token and `complete`. */
  readonly roundsBeforeComplete: number;
  /** Storage calls without the event log and the heartbeats, which run in parallel with the stream. */
  readonly storageCalls: number;
  readonly logCalls: number;
  /** Model calls that the first token of the answer waited for, without the call that answers. */
  readonly modelCallsBefore: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

export interface TurnToCount {
  readonly kind: CountedKind;
  /** Tokens of the answer, streamed at 50 per second. */
  readonly tokens: number;
  /** Number of earlier turns in the session. */
  readonly turnsBefore?: number;
  /** Called before the turn, to put other rows into the product's tables. */
  readonly beside?: (product: Product) => Promise<void>;
}

const SESSION = '01JD0000000000000000000001';
const TOKEN_MS = 20;
const STEP_MS = 5;
const HOUR_MS = 60 * 60_000;
const MAX_MS = 60_000;
/** Characters of a question, and words of an answer. */
const QUESTION = 200;
const WORD = 'word ';

/** Runs one turn through the coach's function, as a browser requests it, on virtual time. */
export async function countTurn({ kind, tokens, turnsBefore = 0, beside }: TurnToCount): Promise<CountedTurn> {
  const script = Array.from({ length: tokens }, () => [{ waitMs: TOKEN_MS }, { text: WORD }]).flat();
  const product = await createProduct(script);
  await openSession(product, kind, turnsBefore);
  await beside?.(product);
  const { clock, dynamo, calls, asked } = product;
  const before = dynamo.consumed();
  const startedAt = clock.now();
  const seenAt = new Map<string, number>();
  let lastTokenAt = 0;
  let isOver = false;
  const reading = read(product, kind, (type) => {
    if (!seenAt.has(type)) seenAt.set(type, clock.now());
    if (type === 'chunk') lastTokenAt = clock.now();
  }).then(() => {
    isOver = true;
  });
  while (!isOver && clock.now() - startedAt < MAX_MS) await clock.advance(STEP_MS);
  await reading;
  const after = dynamo.consumed();
  const firstTokenAt = seenAt.get('chunk') ?? Number.NaN;
  return {
    roundsBeforeModel: ((asked[0] ?? Number.NaN) - startedAt) / STORAGE_MS,
    roundsBeforeComplete: ((seenAt.get('complete') ?? Number.NaN) - lastTokenAt) / STORAGE_MS,
    storageCalls: calls.filter(({ isLog }) => !isLog).length,
    logCalls: calls.filter(({ isLog }) => isLog).length,
    modelCallsBefore: asked.filter((at) => at < firstTokenAt).length - 1,
    writeUnits: after.writeUnits - before.writeUnits,
    readUnits: after.readUnits - before.readUnits,
  };
}

const STATES: Readonly<Record<CountedKind, Json>> = {
  [COACHES.coachCreator.kind]: INITIAL_STATE as unknown as Json,
  [COACHES.gameCoach.kind]: {},
};

async function openSession({ put, clock, deps }: Product, kind: CountedKind, turns: number): Promise<void> {
  const ref = { sub: PERSON, kind, sessionId: SESSION };
  const now = clock.now();
  const messages = Array.from({ length: 2 * turns }, (_, seq): MessageRecord => {
    const isQuestion = seq % 2 === 0;
    return {
      messageId: deps.ids.ulid(),
      seq,
      role: isQuestion ? 'user' : 'assistant',
      content: [{ type: 'text', text: isQuestion ? 'x'.repeat(QUESTION) : WORD.repeat(QUESTION) }],
      turnId: `00000000-0000-4000-8000-${String(1_000_000 + Math.floor(seq / 2)).padStart(12, '0')}`,
      createdAt: isoOf(now),
    };
  });
  const expiresAt = kind === 'game_coach' ? null : isoOf(now + HOUR_MS);
  await put(
    newSession({
      ref,
      now,
      expiresAt,
      state: STATES[kind],
      messages,
    }),
  );
  for (const message of messages) await put({ ...messageKey(ref, message.seq), ...message });
}

/** Sends the request as a browser does on path 1, and calls `onEvent` for each event as it is sent. */
async function read(
  { coaches, deps, clock }: Product,
  kind: CountedKind,
  onEvent: (type: string) => void,
): Promise<void> {
  const turnId = deps.ids.uuid();
  const text = 'x'.repeat(QUESTION);
  const asked =
    kind === 'game_coach'
      ? { path: '/coach/chat/stream', body: { turnId, message: text, sessionId: SESSION } }
      : {
          path: `/users/${PERSON}/coach-creator-sessions/${SESSION}/stream`,
          body: { turnId, userResponse: text, messageTimestamp: isoOf(clock.now()) },
        };
  const answer = await coaches[kind]({
    frontDoor: 'function_url',
    method: 'POST',
    path: asked.path,
    query: {},
    headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
    body: Buffer.from(JSON.stringify(asked.body)),
    deadline: new AbortController().signal,
  });
  if (typeof answer.body === 'string') throw new Error(`refused: ${answer.body}`);
  const parser = createParser({ onEvent: ({ data }) => onEvent((JSON.parse(data) as CoachEvent).type) });
  for await (const part of answer.body) parser.feed(part);
}
