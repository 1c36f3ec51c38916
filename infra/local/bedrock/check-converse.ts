import type { Block, ConverseBody, Message } from './converse-body.ts';
import { MODEL_ERRORS, refused } from './exceptions.ts';

const MAX_IMAGES = 20;
const MIN_THINKING_TOKENS = 1_024;
const TOOL_USE_ID = /^[\w.:-]{1,64}$/;
const TOOL_NAME = /^[\w-]{1,64}$/;
/** White space as Java, Python and Rust define it: a request passes services in all three. */
const BLANK = /^[\s\p{White_Space}\p{Cc}]*$/u;

/**
 * Refuses what Bedrock refuses, with its messages where they are known. So a mistake shows locally instead of on the
 * first deployment.
 *
 * @throws {WireException}
 */
export function checkConverse(body: ConverseBody): void {
  checkRoles(body.messages);
  for (const [index, message] of body.messages.entries()) checkContent(message, `messages.${index}`);
  for (const [index, { text }] of (body.system ?? []).entries()) checkText(text, `system.${index}`);
  checkToolTurns(body);
  checkTools(body);
  checkThinking(body);
}

function checkRoles(messages: readonly Message[]): void {
  if (messages[0]?.role !== 'user') {
    throw refused('A conversation must start with a user message. Try again with one that starts with a user message.');
  }
  if (messages.some(({ role }, index) => role === messages[index - 1]?.role)) {
    throw refused('A conversation must alternate between user and assistant roles.');
  }
  if (messages.at(-1)?.role !== 'user') {
    throw refused(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
}

function checkContent({ role, content }: Message, at: string): void {
  if (content.length === 0) {
    throw refused(
      `The content field in the Message object at ${at} is empty. Add a ContentBlock object and try again.`,
    );
  }
  if (content.filter(({ image }) => image !== undefined).length > MAX_IMAGES) {
    throw refused(`${at}: too many images and documents: more than ${MAX_IMAGES}`);
  }
  for (const [index, block] of content.entries()) {
    const here = `${at}.content.${index}`;
    checkText(block.text, here);
    checkRoleOf(block, role, here);
    if (block.toolUse) checkToolUse(block.toolUse, `${here}.toolUse`);
    checkToolResult(block, `${here}.toolResult`);
  }
}

/** Checks which role may send which block. */
function checkRoleOf({ toolUse, toolResult, reasoningContent }: Block, role: Message['role'], at: string): void {
  const [isUserBlock, isAssistantBlock] = [toolResult, toolUse ?? reasoningContent].map((block) => block !== undefined);
  if (isUserBlock && role === 'assistant')
    throw refused(`${at}: \`tool_result\` blocks can only be in \`user\` messages`);
  if (!isAssistantBlock || role === 'assistant') return;
  throw refused(`${at}: \`${toolUse ? 'tool_use' : 'thinking'}\` blocks can only be in \`assistant\` messages`);
}

function checkToolUse({ name, input }: NonNullable<Block['toolUse']>, at: string): void {
  if (!TOOL_NAME.test(name)) throw refused(`Value at '${at}.name' must satisfy the pattern [a-zA-Z0-9_-]{1,64}`);
  checkObject(input, `${at}.input`);
}

function checkToolResult({ toolResult }: Block, at: string): void {
  if (toolResult?.status === 'error' && !toolResult.content?.some(({ text, json }) => text || json !== undefined)) {
    throw refused(`The content field at ${at} cannot be empty when status value is error.`);
  }
  for (const [index, { json, text }] of (toolResult?.content ?? []).entries()) {
    if (json !== undefined) checkObject(json, `${at}.content.${index}.json`);
    checkText(text, `${at}.content.${index}`);
  }
}

/** @see https://github.com/NousResearch/hermes-agent/pull/60628 for text that is white space, in results of tools too. */
function checkText(text: string | undefined, at: string): void {
  if (text === undefined || !BLANK.test(text)) return;
  throw refused(
    `The text field in the ContentBlock object at ${at} is blank. Add text to the text field, and try again.`,
  );
}

function checkObject(value: unknown, at: string): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw refused(`The format of the value at ${at} is invalid. Provide a json object for the field and try again.`);
}

const usesOf = (message: Message | undefined): string[] =>
  message?.role === 'assistant' ? message.content.flatMap(({ toolUse }) => toolUse?.toolUseId ?? []) : [];
const resultsOf = (message: Message | undefined): string[] =>
  message?.role === 'user' ? message.content.flatMap(({ toolResult }) => toolResult?.toolUseId ?? []) : [];

/** @param kind - Bedrock's name for the blocks. */
function checkIds(ids: readonly string[], kind: 'toolUse' | 'toolResult', at: string): void {
  const wrong = ids.find((id) => !TOOL_USE_ID.test(id));
  if (wrong !== undefined) {
    throw refused(
      `Value '${wrong}' at '${at}.content.${kind}.toolUseId' must satisfy the pattern [a-zA-Z0-9_.:-]{1,64}`,
    );
  }
  const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
  if (repeated.length > 0) {
    throw refused(`The ${kind} blocks at ${at}.content contain duplicate Ids: ${[...new Set(repeated)].join(', ')}`);
  }
}

/** Checks that every tool use has its result in the next message, and every result its use in the previous one. */
function checkToolTurns({ messages, toolConfig }: ConverseBody): void {
  for (const [index, message] of messages.entries()) {
    const uses = usesOf(messages[index - 1]);
    const results = resultsOf(message);
    checkIds(usesOf(message), 'toolUse', `messages.${index}`);
    checkIds(results, 'toolResult', `messages.${index}`);
    const missing = uses.filter((id) => !results.includes(id));
    if (missing.length > 0) {
      throw refused(
        `Expected toolResult blocks at messages.${index}.content for the following Ids: ${missing.join(', ')}`,
      );
    }
    if (results.length > uses.length || results.some((id) => !uses.includes(id))) {
      throw refused(
        `The number of toolResult blocks at messages.${index}.content exceeds ` +
          'the number of toolUse blocks of previous turn.',
      );
    }
  }
  const usesTools = messages.some(({ content }) => content.some(({ toolUse, toolResult }) => toolUse ?? toolResult));
  if (usesTools && !toolConfig) {
    throw refused('The toolConfig field must be defined when using toolUse and toolResult content blocks.');
  }
}

function checkTools({ toolConfig }: ConverseBody): void {
  if (!toolConfig) return;
  if (toolConfig.tools.length === 0) throw refused('toolConfig.tools must have length greater than or equal to 1');
  const names = new Set<string>();
  for (const [index, { toolSpec }] of toolConfig.tools.entries()) {
    const at = `toolConfig.tools.${index}.toolSpec`;
    if (!toolSpec) continue;
    const { name, description, inputSchema } = toolSpec;
    if (!TOOL_NAME.test(name)) throw refused(`${at}.name must satisfy the pattern [a-zA-Z0-9_-]{1,64}`);
    if (names.has(name)) throw refused(`${at}.name: the tool ${name} is defined twice`);
    if (description?.trim() === '') throw refused(`${at}.description must have length greater than or equal to 1`);
    if ((inputSchema.json as { type?: unknown } | null)?.type !== 'object') {
      throw refused(`The value at ${at}.inputSchema.json.type must be one of the following: object.`);
    }
    names.add(name);
  }
  const forced = toolConfig.toolChoice?.tool?.name;
  if (forced !== undefined && !names.has(forced)) throw refused(`toolConfig.toolChoice: there is no tool ${forced}`);
}

function checkThinking({ inferenceConfig, additionalModelRequestFields, toolConfig, messages }: ConverseBody): void {
  const { maxTokens } = inferenceConfig ?? {};
  if (maxTokens !== undefined && maxTokens < 1) throw refused('inferenceConfig.maxTokens must be at least 1');
  const { type, budget_tokens: budget = 0 } = additionalModelRequestFields?.thinking ?? { type: 'disabled' };
  if (type !== 'enabled') return;
  if (budget < MIN_THINKING_TOKENS) {
    throw refused(`thinking.enabled.budget_tokens: Input should be greater than or equal to ${MIN_THINKING_TOKENS}`);
  }
  if (maxTokens !== undefined && budget >= maxTokens) {
    throw refused('`max_tokens` must be greater than `thinking.budget_tokens`.');
  }
  if (toolConfig?.toolChoice && ('tool' in toolConfig.toolChoice || 'any' in toolConfig.toolChoice)) {
    throw refused('Thinking may not be enabled when tool_choice forces tool use.');
  }
  checkThoughts(messages);
}

const isResultOnly = ({ role, content }: Message): boolean =>
  role === 'user' && content.every(({ toolResult, cachePoint }) => toolResult ?? cachePoint);

/**
 * Checks that the current tool loop begins with a thinking block while thinking is on. Later messages of the loop, and
 * earlier turns, may lack one.
 *
 * @see https://github.com/BerriAI/litellm/issues/18926
 */
function checkThoughts(messages: readonly Message[]): void {
  const asked = messages.findLastIndex((message) => message.role === 'user' && !isResultOnly(message));
  const [first] = messages[asked + 1]?.content ?? [];
  if (!first || first.reasoningContent !== undefined) return;
  const found = first.toolUse ? 'tool_use' : 'text';
  throw refused(
    `${MODEL_ERRORS} messages.${asked + 1}.content.0.type: Expected \`thinking\` or ` +
      `\`redacted_thinking\`, but found \`${found}\`. When \`thinking\` is enabled, a final \`assistant\` message must ` +
      'start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks).',
  );
}
