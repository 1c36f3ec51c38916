import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Budget } from '#contract/budget-responses';
import type { RecordedCall } from '#infra/local/bedrock/fake-bedrock';
import type { Person } from '#infra/local/product/person';
import type { LocalStack } from '#infra/local/stack';
import { auditBudget } from './audit.ts';
import { controlsOf } from './controls.ts';
import type { Finding, Proof } from './proof.ts';
import {
  compareRoutes,
  endFaults,
  isEndedFromOutside,
  isSame,
  type ReadTurn,
  readTurn,
  type StopAnswer,
  stop,
  textOf,
} from './stopped-turn.ts';
import { createProver, inParallel, shareOut } from './talk.ts';

const AT_ONCE = 5;
const TURNS_EACH = 20;
/** The latest moment of a stop after the turn has started, in milliseconds. */
const WITHIN_MS = 2_500;
/** Share of stops that arrive before the turn starts, or as it starts. */
const EARLY_SHARE = 0.1;
const EARLY_WITHIN_MS = 60;
/** Share of stops that are sent twice at once. */
const TWICE_SHARE = 0.1;
const STOP_MESSAGE = 'stop me';
/** A model request that is not cancelled within this time, in milliseconds, counts as never cancelled. */
const CANCELLED_WITHIN_MS = 10_000;

/** A reply of WORDS × WORD_MS outlasts every stop, so only a cancellation can end the model's request early. */
const WORDS = 300;
const WORD_MS = 20;
const STEPS = Array.from({ length: WORDS }, (_, index) => ({ text: `word${index} `, delayMs: WORD_MS }));
const WHOLE = STEPS.map(({ text }) => text).join('');

/** Answers the next turns whose message contains `message` slowly. */
export const scriptWords = (stack: LocalStack, message: string, turns: number): Promise<void> =>
  controlsOf(stack).script(message, turns, STEPS);

interface Stopped {
  readonly turnId: string;
  readonly answerMs: number;
  /** From the stop until the model's request was cancelled; `undefined` when the model was never called. */
  readonly cancelMs: number | undefined;
  readonly hasText: boolean;
  readonly isAccepted: boolean;
  readonly faults: readonly string[];
  /** Faults of a machine that is too busy for the producer to answer in time. */
  readonly late: readonly string[];
}

interface Converse {
  readonly system: readonly { readonly text?: string }[];
  readonly messages: readonly { readonly content: readonly { readonly text?: string }[] }[];
}

const callOf = ({ bedrock }: LocalStack, { body: { userResponse } }: ReadTurn): RecordedCall | undefined =>
  bedrock?.calls().findLast(({ body }) => JSON.stringify((body as Converse).messages.at(-1)).includes(userResponse));

/** The engine's estimate of what the provider has not counted. */
const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);

/** Lower bound of the input that the engine may charge for a call: without its tools. */
function leastInput({ body }: RecordedCall): number {
  const { system, messages } = body as Converse;
  return tokensOf([...system, ...messages.flatMap(({ content }) => content)].map(({ text = '' }) => text).join(''));
}

/** @returns milliseconds from now until the model's request is cancelled; `undefined` when the turn ends without one. */
async function untilCancelled(stack: LocalStack, turn: ReadTurn): Promise<number | undefined> {
  const from = performance.now();
  let isOver = false;
  void turn.ended.finally(() => {
    isOver = true;
  });
  for (;;) {
    const wasOver = isOver;
    const call = callOf(stack, turn);
    const tookMs = performance.now() - from;
    if (call?.cancelled || tookMs > CANCELLED_WITHIN_MS) return tookMs;
    if (!call && wasOver) return undefined;
    await sleep(10);
  }
}

async function stopOnce(stack: LocalStack, person: Person, sessionId: string): Promise<Stopped> {
  const turn = readTurn(person, sessionId, STOP_MESSAGE);
  const isEarly = Math.random() < EARLY_SHARE;
  if (!isEarly) await turn.started;
  await sleep(Math.random() * (isEarly ? EARLY_WITHIN_MS : WITHIN_MS));
  const shown = textOf(turn.received);
  const cancelling = untilCancelled(stack, turn);
  const [answer, second] = await Promise.all([stop(turn), Math.random() < TWICE_SHARE ? stop(turn) : undefined]);
  const { held } = await person.get<Budget>('/coach/budget');
  const routes = await compareRoutes(turn, answer);
  const live = await turn.ended;
  const cancelMs = await cancelling;
  const isLate = isEndedFromOutside(turn, answer);
  const name = (fault: string) => `${turn.body.turnId}: ${fault}`;
  const faults = [
    ...(held === 0 ? [] : [`${held} tokens held after the stop`]),
    ...(second && !isDeepStrictEqual(second.turn, answer.turn) ? ['the second stop has another answer'] : []),
    ...routes.faults,
    ...endFaults('its stream', live, answer.turn),
    ...(isEarly || callOf(stack, turn) ? [] : ['the model was not called']),
    ...answerFaults(answer, isLate ? '' : shown),
    ...(isLate || isSame(live, routes.replayed) ? [] : ['the replay differs from the stream']),
    ...(isLate || textOf(live) === answer.turn.text ? [] : ['the stream has another text than the answer']),
    ...chargeFaults(stack, turn, answer, isLate ? '' : shown),
  ];
  return {
    turnId: turn.body.turnId,
    answerMs: answer.tookMs,
    cancelMs,
    hasText: answer.turn.text !== '',
    isAccepted: answer.turn.accepted,
    faults: faults.map(name),
    late: isLate ? [name(`its producer did not end it in ${Math.round(answer.tookMs)} ms`)] : [],
  };
}

/** @param least - The text that must have been kept. */
export function answerFaults({ status, turn }: StopAnswer, least: string): string[] {
  return [
    ...(status === 200 && turn.status === 'aborted' ? [] : [`answered ${status} ${turn.status}`]),
    ...(turn.text.startsWith(least) ? [] : [`kept ${turn.text.length} of ${least.length} characters`]),
    ...(WHOLE.startsWith(turn.text) ? [] : [`the text is not the beginning of the answer: ${turn.text}`]),
  ];
}

/** The model is called beside the claim. If the stop was stored before the claim, the turn never owned that call. */
function chargeFaults(stack: LocalStack, turn: ReadTurn, answer: StopAnswer, shown: string): string[] {
  const call = callOf(stack, turn);
  if (!call || !answer.turn.accepted) return [];
  const { inputTokens = 0, outputTokens = 0 } = answer.turn.usage ?? {};
  const [input, output] = [leastInput(call), tokensOf(shown)];
  return [
    ...(inputTokens >= input ? [] : [`charged ${inputTokens} of ${input} tokens of input`]),
    ...(outputTokens >= output ? [] : [`charged ${outputTokens} of ${output} tokens of output`]),
  ];
}

async function run(stack: LocalStack, size: number): Promise<Finding> {
  await scriptWords(stack, STOP_MESSAGE, size);
  const stopped = await inParallel(shareOut(size, AT_ONCE, TURNS_EACH), AT_ONCE, async (turns) => {
    const person = await createProver(stack);
    const sessionId = await person.createSession();
    const stops: Stopped[] = [];
    for (let turn = 0; turn < turns; turn += 1) stops.push(await stopOnce(stack, person, sessionId));
    const audited = stops.map(({ turnId }) => ({ sessionId, turnId }));
    return { stops, faults: await auditBudget(person, audited) };
  });
  const all = stopped.flatMap(({ stops }) => stops);
  return {
    n: all.length,
    times: [
      { what: 'answer', ms: all.map(({ answerMs }) => answerMs), goalMs: 1_000 },
      { what: 'cancelled', ms: all.flatMap(({ cancelMs }) => cancelMs ?? []), goalMs: 700 },
    ],
    violations: [...all, ...stopped].flatMap(({ faults }) => faults),
    late: all.flatMap(({ late }) => late),
    notes: [
      `${all.filter(({ hasText }) => hasText).length} with text`,
      `${all.filter(({ isAccepted }) => !isAccepted).length} before the claim`,
    ],
  };
}

export const aborts: Proof = {
  name: 'aborts',
  promise: 'a stop responds within 1 s, cancels the model, and keeps and charges all that the reader was shown',
  size: 300,
  latency: { firstMs: 0, tokenMs: 0 },
  run,
};
