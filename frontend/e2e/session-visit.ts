import { conversationAt, settleIn } from './game-visit.ts';
import { enter, type Visit } from './visit.ts';

export const composerOf = ({ page }: Visit) => page.getByRole('textbox', { name: /^Your (?:question|answer)$/ });
export const sendOf = ({ page }: Visit) => page.getByRole('button', { name: 'Send', exact: true });
export const answersOf = ({ page }: Visit) => page.locator('li[data-role="assistant"]');
export const threadOf = ({ page }: Visit) => page.getByRole('region', { name: /^Conversation with/ });

/** A conversation with the game coach that has been used before. */
export async function openChat(visitor: Visit): Promise<void> {
  settleIn(visitor.product.gameCoach);
  await enter(visitor, conversationAt(2));
  await composerOf(visitor).waitFor();
}

/** @param sessionId - Of an interview that exists. */
export async function openInterview(
  visitor: Visit,
  covered = 4,
  sessionId = visitor.product.add(covered).sessionId,
): Promise<void> {
  await enter(visitor, `/interviews/${sessionId}`);
  await composerOf(visitor).waitFor();
}
