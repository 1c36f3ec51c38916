import type { Budget } from '#contract/budget-responses';
import type { CreatorSessionWithMessages, SessionMessage } from '#contract/creator-session-responses';
import type { TurnStatus } from '#contract/turn-responses';
import { chargeOf } from '#contract/usage';
import type { Person } from '#infra/local/product/person';
import { inParallel, type SpokenTurn, type Talk } from './talk.ts';

/** Number of audits that run at once. The turns are the load to test, not the audits. */
const AUDITS_AT_ONCE = 10;

/** A turn's lines in the history: the user's message and the reply. */
const exchange = ({ turnId, text, last }: SpokenTurn): readonly string[] =>
  last?.type === 'complete'
    ? [`user ${turnId} ${text}`, `assistant ${turnId} ${last.aiResponse}`]
    : [`user ${turnId} ${text}`];

const lineOf = ({ role, turnId, content }: SessionMessage) => `${role} ${turnId} ${content}`;

/**
 * Compares what the clients saw with what the server has stored: each turn once, in order, with the text that was
 * shown; the budget equals the sum of the turns' usage, and nothing is held.
 *
 * @returns the differences.
 */
export async function auditTalks(talks: readonly Talk[]): Promise<string[]> {
  return (await inParallel(talks, AUDITS_AT_ONCE, auditTalk)).flat();
}

async function auditTalk({ person, session, turns }: Talk): Promise<string[]> {
  const { messages } = await person.get<CreatorSessionWithMessages>(
    `${person.sessionPath(session.sessionId)}?limit=100`,
  );
  const found = messages.filter(({ turnId }) => turnId !== undefined).map(lineOf);
  const expected = turns.flatMap(exchange);
  const lost = expected.filter((line) => !found.includes(line));
  const surplus = found.filter((line, index) => !expected.includes(line) || found.indexOf(line) !== index);
  const isOrdered = found.join('\n') === expected.join('\n');
  return [
    ...lost.map((line) => `lost: ${line}`),
    ...surplus.map((line) => `duplicate or unexpected: ${line}`),
    ...(lost.length + surplus.length === 0 && !isOrdered ? [`out of order: ${found.join(' / ')}`] : []),
    ...(await auditBudget(
      person,
      turns.map(({ turnId }) => ({ ...session, turnId })),
    )),
  ];
}

/**
 * @returns the differences between a person's budget and the usage of all their turns, with the input of the model
 *   requests whose claim failed.
 */
export async function auditBudget(
  person: Person,
  turns: readonly { readonly sessionId: string; readonly turnId: string }[],
): Promise<string[]> {
  const { used, held, limit } = await person.get<Budget>('/coach/budget');
  let charged = 0;
  for (const { sessionId, turnId } of turns) {
    const { usage } = await person.get<TurnStatus>(`${person.sessionPath(sessionId)}/turns/${turnId}`);
    if (usage) charged += chargeOf(usage);
  }
  // `<turnId>.<attempt>`, also of turns that were refused.
  const lost = (await person.reservations()).filter(({ id }) => id.includes('.'));
  const lostTokens = lost.reduce((sum, { amount }) => sum + amount, 0);
  return [
    ...(held === 0 ? [] : [`${person.userId} still holds ${held} tokens`]),
    ...(used === charged + lostTokens
      ? []
      : [
          `${person.userId} has used ${used} tokens, but the turns sum to ${charged} and failed claims to ${lostTokens}`,
        ]),
    ...(used + held <= limit + lostTokens ? [] : [`${person.userId} has spent ${used + held} of ${limit} tokens`]),
  ];
}

/** @returns the turns that did not complete. */
export const unfinished = (talks: readonly Talk[]): string[] =>
  talks
    .flatMap(({ turns }) => turns)
    .filter(({ last, error }) => last?.type !== 'complete' || error !== undefined)
    .map(({ turnId, last, error }) => `${turnId} ended with ${endOf(last, error)}`);

function endOf(last: SpokenTurn['last'], error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message} (${causeOf(error)})`;
  return last?.type === 'error' ? `error ${last.code}` : String(last?.type);
}

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? `${cause.name} ${cause.message}` : '');
