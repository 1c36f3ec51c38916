import type { MessageRecord } from '#ports/session-records';

/** Code points of one text token, so that every script has the same room. */
const CODE_POINTS = 3;

/** Texts of a session, in tokens by their length. Calls of tools and repeated history are not among them. */
export interface TextTokens {
  readonly textTokensIn: number;
  readonly textTokensOut: number;
}

const lengthOfTexts = (messages: readonly Pick<MessageRecord, 'content'>[]): number =>
  messages
    .flatMap(({ content }) => content)
    .reduce((sum, block) => sum + (block.type === 'text' ? [...block.text].length : 0), 0);

const tokensOf = (codePoints: number): number => Math.ceil(codePoints / CODE_POINTS);

/**
 * Tokens of all messages that were answered or stopped. A failed turn costs none, because its message is sent again.
 *
 * @param more - A text of the person that is not stored yet.
 */
export function textTokens(messages: readonly MessageRecord[], more = ''): TextTokens {
  const counted = messages.filter(({ turnStatus }) => turnStatus !== 'failed');
  const lengthFrom = (role: MessageRecord['role']) => lengthOfTexts(counted.filter((message) => message.role === role));
  return {
    textTokensIn: tokensOf(lengthFrom('user') + [...more].length),
    textTokensOut: tokensOf(lengthFrom('assistant')),
  };
}
