import type { ServerResponse } from 'node:http';
import type Anthropic from '@anthropic-ai/sdk';
import { readBody, sendJson, serveLoopback } from '../../loopback-server.ts';

type Block = Anthropic.TextBlockParam | Anthropic.ThinkingBlockParam | Anthropic.ToolUseBlockParam;

/** One answer of the model. */
export interface ScriptedAnswer {
  readonly content: readonly Block[];
  readonly usage: { readonly input: number; readonly output: number; readonly cached?: number };
  /** The stream stays open after the content, until the client disconnects. */
  readonly hangs?: boolean;
}

/** Serves Anthropic's Messages API on loopback, streamed, from a script. It refuses what the API refuses. */
export async function serveAnthropicMessages() {
  const script: ScriptedAnswer[] = [];
  const requests: Anthropic.MessageCreateParams[] = [];
  const server = await serveLoopback(0, async (request, response) => {
    const body = JSON.parse((await readBody(request, 1_000_000)).toString()) as Anthropic.MessageCreateParams;
    requests.push(body);
    const { authorization, 'anthropic-version': version } = request.headers;
    const fault = authorization && version ? faultIn(body) : 'no key or no version';
    const answer = script.shift();
    if (fault !== undefined || !answer) return sendJson(response, 400, refusal(fault ?? 'nothing is scripted'));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of eventsOf(answer, body.model)) send(response, event);
    if (!answer.hangs) response.end();
  });
  return { ...server, script, requests };
}

const refusal = (message: string) => ({ type: 'error', error: { type: 'invalid_request_error', message } });

function faultIn({ messages, tools = [], stream }: Anthropic.MessageCreateParams): string | undefined {
  if (!stream) return 'this server only streams';
  if (tools.some((tool) => !('input_schema' in tool) || tool.input_schema.type !== 'object'))
    return 'a tool has no schema';
  return messages.map(({ content }, index) => messageFault(content, messages[index - 1])).find(Boolean);
}

function messageFault(content: Anthropic.MessageParam['content'], before?: Anthropic.MessageParam): string | undefined {
  const blocks = blocksOf(content);
  const uses = blocksOf(before?.content ?? []).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
  const results = blocks.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []));
  if (blocks.length === 0) return 'a message is empty';
  if (blocks.some((block) => block.type === 'text' && block.text.trim() === '')) return 'a text is blank';
  if (blocks.some((block) => block.type === 'thinking' && block.signature === '')) return 'thinking is not signed';
  return uses.toSorted().join() === results.toSorted().join() ? undefined : 'tool uses and results do not match';
}

const blocksOf = (content: Anthropic.MessageParam['content']): readonly Anthropic.ContentBlockParam[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

const send = (response: ServerResponse, event: { readonly type: string }) =>
  response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);

function* eventsOf({ content, usage, hangs }: ScriptedAnswer, model: string) {
  const spent = {
    input_tokens: usage.input,
    cache_read_input_tokens: usage.cached ?? 0,
    cache_creation_input_tokens: 0,
  };
  const open = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  yield { type: 'message_start', message: { ...open, usage: { ...spent, output_tokens: 1 } } };
  yield { type: 'ping' };
  for (const [index, block] of content.entries()) {
    const [start, ...deltas] = partsOf(block);
    yield { type: 'content_block_start', index, content_block: start };
    for (const delta of deltas) yield { type: 'content_block_delta', index, delta };
    if (!hangs) yield { type: 'content_block_stop', index };
  }
  if (hangs) return;
  const stop_reason = content.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn';
  yield { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: usage.output } };
  yield { type: 'message_stop' };
}

/** The block as it starts, and its deltas. */
function partsOf(block: Block): readonly object[] {
  if (block.type === 'text') {
    const words = block.text.split(/(?<= )/);
    return [{ type: 'text', text: '', citations: null }, ...words.map((text) => ({ type: 'text_delta', text }))];
  }
  if (block.type === 'thinking') {
    const { thinking, signature } = block;
    const deltas = [
      { type: 'thinking_delta', thinking },
      { type: 'signature_delta', signature },
    ];
    return [{ type: 'thinking', thinking: '', signature: '' }, ...deltas];
  }
  const json = ['', ...(JSON.stringify(block.input).match(/.{1,8}/g) ?? [])];
  const caller = { type: 'direct' };
  return [{ ...block, input: {}, caller }, ...json.map((partial_json) => ({ type: 'input_json_delta', partial_json }))];
}
