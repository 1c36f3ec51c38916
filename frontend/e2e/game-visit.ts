import { addMessage, beginChat, type GameCoachState } from '../testing/game-coach-state.ts';
import { gamesUntil } from '../testing/game-fixtures.ts';
import type { Visit } from './visit.ts';

/** Adds games, conversations and notes of a player. The oldest conversation has ended. */
export function settleIn(state: GameCoachState): void {
  state.games = [...gamesUntil('2026-11-20T19:42:00.000Z', 45)];
  const titles = ['What should I practice this week?', 'Why do I lose so many duels?', 'How did my last games go?'];
  for (const [index, title] of titles.entries()) {
    const chat = beginChat(state, `${index}0000000-0000-4000-8000-000000000000`, title);
    for (const turnId of [`${index}-a`, `${index}-b`]) {
      addMessage(chat, 'user', [{ type: 'text', text: title }], { turnId });
      addMessage(chat, 'assistant', [{ type: 'text', text: 'You won six of ten.' }], { turnId });
    }
    if (index === 0) chat.session = { ...chat.session, status: 'ended' };
  }
  for (const category of ['goal', 'weakness', 'strength', 'observation'] as const) {
    const content = 'Boost is empty when the second man attacks: take small pads on the way back.';
    state.notes.unshift({ noteId: category, category, content, createdAt: '2026-11-19T18:00:00.000Z' });
  }
}

/** The address of a conversation of `settleIn`. The one with index 0 has ended. */
export const conversationAt = (index: number): string =>
  `/game-coach/conversations/${index}0000000-0000-4000-8000-000000000000`;

/** Sends a question by the composer. */
export async function ask({ page }: Visit, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.keyboard.press('Enter');
}

/** A JSON file of games. */
export const fileOfGames = (games: readonly unknown[]) => ({
  name: 'games.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({ games })),
});
