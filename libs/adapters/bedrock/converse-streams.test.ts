import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { Model } from '#ports/model';
import { CONVERSE_STREAMS, type ConverseStreamName } from '#testing/converse-streams';
import { actionTool, runProduction, shown, storedText } from '#testing/simulation/production-world';
import { readAnswer } from './read-answer.ts';

async function* streamed(name: ConverseStreamName) {
  yield* CONVERSE_STREAMS[name];
}
const read = (name: ConverseStreamName) => Array.fromAsync(readAnswer(streamed(name)));

/** Runs the engine over these answers, one after another. Each tool returns its own input. */
function run(...names: readonly ConverseStreamName[]) {
  const rest = [...names];
  const model: Model = { stream: () => readAnswer(streamed(rest.shift() ?? 'text')) };
  const tools = ['get_recent_games', 'get_rank_benchmarks', 'get_stats_by_mode'].map((name) =>
    actionTool(name, async (input) => ({ ok: input !== null, content: { found: input }, summary: name })),
  );
  return runProduction({ model, tools });
}

const text = (text: string) => ({ type: 'text', text });
const use = (toolUseId: string, name: string, input: unknown) => ({ type: 'tool_use', toolUseId, name, input });
const result = (toolUseId: string, summary: string, found: unknown, ok = true) => ({
  type: 'tool_result',
  toolUseId,
  ok,
  content: { found },
  summary,
  durationMs: 0,
});
const reasoning = (text: string, signature: string) => ({ type: 'reasoning', text, signature });

describe('readAnswer on a Converse stream', () => {
  it('yields the pieces of a text and then the whole text', async () => {
    expect(await read('text')).toEqual([
      text('Hello'),
      text('! How'),
      text(' are you'),
      text('?'),
      {
        type: 'end',
        stopReason: 'end_turn',
        usage: { ...NO_USAGE, inputTokens: 14, outputTokens: 9 },
        content: [text('Hello! How are you?')],
      },
    ]);
  });

  it('yields one tool call with its whole input when the input comes in pieces', async () => {
    const call = use('tooluse_9xQhZk3pQ2mB', 'get_recent_games', { limit: 10, playlist: '2v2 A' });
    const events = await read('toolInPieces');
    expect(events.slice(0, -1)).toEqual([text("I'll"), text(' look at'), text(' your games.'), call]);
    expect(events.at(-1)).toMatchObject({
      stopReason: 'tool_use',
      content: [text("I'll look at your games."), call],
    });
  });

  it('yields several tool calls in order and an empty input for a call without one', async () => {
    const calls = [
      use('tooluse_aaa', 'get_recent_games', { limit: 5 }),
      use('tooluse_bbb', 'get_rank_benchmarks', { rank: 'Gold I' }),
      use('tooluse_ccc', 'get_stats_by_mode', {}),
    ];
    const events = await read('severalTools');
    expect(events.slice(1, -1)).toEqual(calls);
    expect(events.at(-1)).toMatchObject({ content: [text('Both.'), ...calls] });
  });

  it('yields thoughts before the text and keeps the signature', async () => {
    const events = await read('thoughtThenText');
    expect(events.map(({ type }) => type)).toEqual(['reasoning', 'reasoning', 'reasoning', 'text', 'text', 'end']);
    expect(events.at(-1)).toMatchObject({
      content: [reasoning('The player asks for advice.', 'EqoBCkgIARAB'), text('Save more boost.')],
    });
  });

  it('yields a null input for a tool call that was cut off', async () => {
    expect((await read('cutInTool')).slice(1)).toMatchObject([
      use('tooluse_fff', 'get_recent_games', { limit: 3 }),
      use('tooluse_ggg', 'get_rank_benchmarks', null),
      { type: 'end', stopReason: 'max_tokens' },
    ]);
    expect((await read('cutBeforeInput'))[0]).toEqual(use('tooluse_hhh', 'get_recent_games', null));
  });
});

describe('the engine on Converse streams', () => {
  it('keeps every thought, text, tool call and result unchanged', async () => {
    const { production, events, usage } = await run('thoughtThenTool', 'thoughtBetweenTools', 'thoughtThenText');
    expect(production?.messages).toEqual([
      {
        role: 'assistant',
        content: [reasoning('I need the games.', 'EqoBCkgIARAC'), use('tooluse_ddd', 'get_recent_games', { limit: 3 })],
      },
      { role: 'user', content: [result('tooluse_ddd', 'get_recent_games', { limit: 3 })] },
      {
        role: 'assistant',
        content: [
          reasoning('Now the rank.', 'EqoBCkgIARAD'),
          use('tooluse_eee', 'get_rank_benchmarks', { rank: 'Gold I' }),
        ],
      },
      { role: 'user', content: [result('tooluse_eee', 'get_rank_benchmarks', { rank: 'Gold I' })] },
      {
        role: 'assistant',
        content: [reasoning('The player asks for advice.', 'EqoBCkgIARAB'), text('Save more boost.')],
      },
    ]);
    expect(events.map(({ type }) => type)).toEqual([
      ...['thinking', 'thinking', 'tool', 'tool_result'],
      ...['thinking', 'thinking', 'tool', 'tool_result'],
      ...['thinking', 'thinking', 'thinking', 'chunk', 'chunk'],
    ]);
    expect(usage).toEqual({ ...NO_USAGE, inputTokens: 1_330, outputTokens: 180 });
  });

  it('joins the texts of all steps to the text that was shown', async () => {
    const { production, events } = await run('toolInPieces', 'severalTools', 'text');
    expect(production?.text).toBe("I'll look at your games.\n\nBoth.\n\nHello! How are you?");
    expect(production && storedText(production)).toBe(production?.text);
    expect(events.flatMap((event) => (event.type === 'chunk' ? event.text : [])).join('')).toBe(production?.text);
    expect(production?.messages[3]?.content).toHaveLength(3);
  });

  it('reports a cut-off tool call as failed and continues with the next step', async () => {
    const { production, events, requests } = await run('cutInTool', 'text');
    expect(shown(events)).toBe(
      'Let me see.<get_recent_games 1><get_rank_benchmarks 1><ok 1><failed 1>\n\nHello! How are you?',
    );
    expect(requests[1]?.messages.at(-1)?.content).toEqual([
      result('tooluse_fff', 'get_recent_games', { limit: 3 }),
      result('tooluse_ggg', 'get_rank_benchmarks', null, false),
    ]);
    expect(production).toMatchObject({ stopReason: 'end_turn', steps: 2 });
  });
});
