import type { ChatSessionList } from '#contract/game-chat';
import type { GameList, NoteList } from '#contract/games';
import { aGame, createPlayer, type Player, question } from '../player.ts';
import { controlOf, expectThat, type Stack, until } from './local-control.ts';
import { succeeds } from './turns.ts';

/** A player imports games, asks about them, reads the recap, keeps a note, and removes everything again. */
export async function gamesAndNotes(stack: Stack): Promise<void> {
  const player = await createPlayer(stack, `games-${crypto.randomUUID()}`, 'studio');
  await player.importGames([aGame('g-1'), aGame('g-2', { won: false })]);
  await until('the games', async () => (await player.get<GameList>('/coach/games')).games.length === 2);
  const { turnId } = await answered(player, 'How did my last 2 games go?');
  await succeeds(player.api('GET', `/coach/chat/sessions/${turnId}/recap`));
  await succeeds(player.api('POST', '/coach/notes', { content: 'early at the second post', category: 'strength' }));
  const note = await until('the note', async () => (await player.get<NoteList>('/coach/notes')).notes[0]);
  await succeeds(player.api('DELETE', `/coach/notes/${note.noteId}`));
  await succeeds(player.api('DELETE', '/coach/games/g-1'));
}

/** Asks until something has fallen out of the window, so that a summary is made; then deletes the conversation. */
export async function longConversation(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  const player = await createPlayer(stack, `long-${crypto.randomUUID()}`, 'studio');
  const sessionId = await talkAtLength(player);
  await local.run('summarize-conversation');
  const { last } = await player.ask(question('And now?', { sessionId }));
  expectThat(last?.type === 'complete', 'the summarized conversation did not go on');
  const { calls } = await local.get<{ calls: { body: unknown }[] }>('model/calls');
  expectThat(JSON.stringify(calls.at(-1)?.body).includes('<earlier_conversation>'), 'the model was not told a summary');

  const list = async () => (await player.get<ChatSessionList>('/coach/chat/sessions')).sessions;
  await until('the conversation in the list', async () => (await list()).length === 1);
  await succeeds(player.api('DELETE', `/coach/chat/sessions/${sessionId}`));
  await local.run('delete-user-data');
  await until('the end of the conversation', async () => (await list()).length === 0);
}

/** Asks eleven questions, one more than the window holds. @returns the session. */
export async function talkAtLength(player: Player): Promise<string> {
  let { turnId: parentTurnId } = await answered(player, 'Question 0');
  const sessionId = parentTurnId;
  for (let turn = 1; turn <= 10; turn += 1) {
    ({ turnId: parentTurnId } = await answered(player, `Question ${turn}`, { sessionId, parentTurnId }));
  }
  return sessionId;
}

async function answered(player: Player, message: string, fields: object = {}) {
  const asked = question(message, fields);
  const { last, refusal } = await player.ask(asked);
  expectThat(last?.type === 'complete', `"${message}" ended with ${last?.type ?? refusal?.code}`);
  return asked;
}
