import type { CreatorSessionWithMessages } from '#contract/creator-session-responses';
import type { TurnStatus } from '#contract/turn-responses';
import { createPlayer, question } from '../player.ts';
import { controlOf, expectThat, type Stack } from './local-control.ts';
import { complete, dead, half, succeeds } from './turns.ts';

/** A reader joins a turn that runs, and the person stops it. */
export async function followAndStop(stack: Stack): Promise<void> {
  const { person, sessionId, path, ended } = await half(stack, 'stopper');
  const joined = await fetch(`${stack.streamUrls.coachCreator}${path}/stream`, { headers: person.headers() });
  const stopped = await (await succeeds(person.api('POST', `${path}/abort`))).json();
  expectThat((stopped as TurnStatus).status === 'aborted', 'the stop did not stop the turn');
  expectThat((await joined.text()).includes('Half an answer.'), 'the second reader did not see the text');
  await ended;
  const { messages } = await person.get<CreatorSessionWithMessages>(person.sessionPath(sessionId));
  expectThat(messages.at(-1)?.content === 'Half an answer.', 'the stopped answer is not stored');
}

/** A stop whose producer is dead is finished by the API. */
export async function stopOfDeadTurn(stack: Stack): Promise<void> {
  const { person, path } = await dead(stack, 'dead');
  await succeeds(person.api('POST', `${path}/abort`));
  const budget = await person.get<{ held: number }>('/coach/budget');
  expectThat(budget.held === 0, 'the stopped turn still holds tokens');
}

/** The same request takes over a turn whose producer has died, before anything has parked it. */
export async function takeOver(stack: Stack): Promise<void> {
  const { person, sessionId, body } = await dead(stack, 'takeover');
  await controlOf(stack).advance(13_000);
  await complete(person, sessionId, body);
}

/** The same question, posted several times at once, is answered once. */
export async function postedAtOnce(stack: Stack): Promise<void> {
  const player = await createPlayer(stack, `at-once-${crypto.randomUUID()}`, 'studio');
  const asked = question('How did my last game go?');
  const ends = await Promise.all([1, 2, 3].map(async () => (await player.ask(asked)).last?.type));
  expectThat(
    ends.every((type) => type === 'complete'),
    `the readers of one turn saw ${ends.join()}`,
  );
}
