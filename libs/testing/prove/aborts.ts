import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from '#contract/budget-responses';
import type { CreatorSessionWithMessages } from '#contract/creator-session-responses';
import type { TurnStatus } from '#contract/turn-responses';
import type { RecordedCall } from '#infra/local/bedrock/fake-bedrock';
import { aTurn, type Person, readEvents, type TurnBody } from '#infra/local/product/person';
import type { LocalStack } from '#infra/local/stack';
import { auditBudget } from './audit.ts';
import { controlsOf } from './controls.ts';
import type { Finding, Proof } from './proof.ts';
import { createProver, inParallel, shareOut } from './talk.ts';

const AT_ONCE = 15;
const TURNS_EACH = 20;
/** The latest moment of a stop after the turn has started, in milliseconds. */
const WITHIN_MS = 2_500;
/** Share of stops that arrive before the turn starts, or as it starts. */
const EARLY_SHARE = 0.1;
const EARLY_WITHIN_MS = 60;
/** A reply of WORDS × WORD_MS outlasts every stop, so only a cancellation can end the model's request early. */
const WORDS = 240;
const WORD_MS = 50;
const STOP_MESSAGE = 'stop me';
/** A model request that is not cancelled within this time, in milliseconds, counts as never cancelled. */
const CANCELLED_WITHIN_MS = 10_000;

const WHOLE = Array.from({ length: WORDS }, (_, index) => `word${index} `).join('');

interface Stopped {
  readonly turnId: string;
  readonly answerMs: number;
  /** From the stop's response until the model's request was cancelled; `undefined` when the model was never called. */
  readonly cancelMs: number | undefined;
  readonly hasText: boolean;
  readonly faults: readonly string[];
}

interface Converse {
  readonly system: readonly { readonly text?: string }[];
  readonly messages: readonly { readonly content: readonly { readonly text?: string }[] }[];
}

/** Lower bound of the input that the engine may charge for a call: a third of its bytes, without its tools. */
function leastInput({ body }: RecordedCall): number {
  const { system, messages } = body as Converse;
  const texts = [...system, ...messages.flatMap(({ content }) => content)].map(({ text = '' }) => text);
  return Math.ceil(Buffer.byteLength(texts.join('')) / 3);
}

const callOf = ({ bedrock }: LocalStack, message: string): RecordedCall | undefined =>
  bedrock?.calls().findLast(({ body }) => JSON.stringify((body as Converse).messages.at(-1)).includes(message));

/** @returns milliseconds from now until the model's request for this message is cancelled. */
async function untilCancelled(stack: LocalStack, message: string): Promise<number> {
  const from = performance.now();
  while (!callOf(stack, message)?.cancelled && performance.now() - from < CANCELLED_WITHIN_MS) await sleep(20);
  return performance.now() - from;
}

async function stopOnce(stack: LocalStack, person: Person, sessionId: string): Promise<Stopped> {
  const body = aTurn(`${STOP_MESSAGE} ${crypto.randomUUID()}`);
  const asking = fetch(person.addressOf(Math.random() < 0.5 ? 1 : 2, sessionId), {
    method: 'POST',
    headers: person.headers(),
    body: JSON.stringify(body),
  });
  const reading = asking.then((response) => readEvents(response));
  const isEarly = Math.random() < EARLY_SHARE;
  if (!isEarly) await asking;
  await sleep(Math.random() * (isEarly ? EARLY_WITHIN_MS : WITHIN_MS));
  const askedAt = performance.now();
  const answer = await person.api('POST', `${person.sessionPath(sessionId)}/turns/${body.turnId}/abort`);
  const turn = (await answer.json()) as TurnStatus;
  const answerMs = performance.now() - askedAt;
  const cancelling = callOf(stack, body.userResponse) && untilCancelled(stack, body.userResponse);
  const { held } = await person.get<Budget>('/coach/budget');
  const events = (await reading).map(({ event }) => event);
  const call = callOf(stack, body.userResponse);
  // The model is called beside the claim. If the stop was stored before the claim, the turn never owned that call.
  const isClaimed = events.some(({ type }) => type === 'start');
  const last = events.at(-1);
  const input = turn.usage?.inputTokens ?? 0;
  const least = isClaimed && call ? leastInput(call) : 0;
  const faults = [
    ...(answer.status === 200 && turn.status === 'aborted' ? [] : [`answered ${answer.status} ${turn.status}`]),
    ...(held === 0 ? [] : [`${held} tokens held after the stop`]),
    ...(isEarly || call ? [] : ['the model was not called']),
    ...(input >= least ? [] : [`charged ${input} for a call of ${least}`]),
    ...(last?.type === 'aborted' && last.aiResponse === turn.text ? [] : [`its stream ended with ${last?.type}`]),
    ...(await storedTextFaults(person, sessionId, body, turn.text)),
  ].map((fault) => `${body.turnId}: ${fault}`);
  return { turnId: body.turnId, answerMs, cancelMs: await cancelling, hasText: turn.text !== '', faults };
}

/** The text streamed so far is stored as a partial message. */
async function storedTextFaults(
  person: Person,
  sessionId: string,
  { turnId }: TurnBody,
  text: string,
): Promise<string[]> {
  const { messages } = await person.get<CreatorSessionWithMessages>(`${person.sessionPath(sessionId)}?limit=100`);
  const answers = messages.filter((message) => message.role === 'assistant' && message.turnId === turnId);
  const isKept = answers.length === 1 && answers[0]?.partial === true && answers[0].content === text;
  const isRight = text === '' ? answers.length === 0 : isKept;
  return [
    ...(isRight ? [] : [`stored ${JSON.stringify(answers)}`]),
    ...(WHOLE.startsWith(text) ? [] : [`the text is not the beginning of the answer: ${text}`]),
  ];
}

async function run(stack: LocalStack, size: number): Promise<Finding> {
  const steps = Array.from({ length: WORDS }, (_, index) => ({ text: `word${index} `, delayMs: WORD_MS }));
  await controlsOf(stack).script(STOP_MESSAGE, size, steps);
  const stopped = await inParallel(shareOut(size, AT_ONCE, TURNS_EACH), AT_ONCE, async (turns) => {
    const person = await createProver(stack);
    const sessionId = await person.createSession();
    const stops: Stopped[] = [];
    for (let turn = 0; turn < turns; turn += 1) stops.push(await stopOnce(stack, person, sessionId));
    return {
      stops,
      faults: await auditBudget(
        person,
        stops.map(({ turnId }) => ({ sessionId, turnId })),
      ),
    };
  });
  const all = stopped.flatMap(({ stops }) => stops);
  return {
    n: all.length,
    times: [
      { what: 'answer', ms: all.map(({ answerMs }) => answerMs), goalMs: 1_000 },
      { what: 'cancelled', ms: all.flatMap(({ cancelMs }) => cancelMs ?? []), goalMs: 1_500 },
    ],
    violations: [...all, ...stopped].flatMap(({ faults }) => faults),
    notes: [`${all.filter(({ hasText }) => hasText).length} with text`],
  };
}

export const aborts: Proof = {
  name: 'aborts',
  promise: 'a stop responds within 1 s, releases the hold, charges the usage, stores the text and cancels the model',
  size: 300,
  latency: { firstMs: 0, tokenMs: 0 },
  run,
};
