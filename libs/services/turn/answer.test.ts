import { describe, expect, it } from 'vitest';
import type { Json } from '#ports/model';
import { type ModelStep, SCRIPTED_USAGE } from '#testing/scripted-model';
import {
  actionTool,
  beginProduction,
  finding,
  type ProductionRun,
  reportTool,
  runProduction,
  savingTool,
  shown,
  storedText,
} from '#testing/simulation/production-world';
import { estimateInput } from '../metering/estimate.ts';
import { MAX_TRIES } from './parameters.ts';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const read = finding('read', { rank: 'Gold I' });
const rolesOf = (
  messages: readonly { readonly role: string; readonly content: readonly { readonly type: string }[] }[],
) => messages.map(({ role, content }) => `${role}: ${content.map(({ type }) => type).join(' ')}`);

/** Runs a production and checks for every answer that what was shown since the last reset is its text, live and stored. */
async function run(production: ProductionRun) {
  const ended = await runProduction(production);
  const lastReset = ended.events.findLastIndex(({ type }) => type === 'reset');
  const chunks = ended.events.slice(lastReset + 1).map((event) => (event.type === 'chunk' ? event.text : ''));
  if (ended.production) {
    expect(chunks.join('')).toBe(ended.production.text);
    expect(storedText(ended.production)).toBe(ended.production.text);
  }
  return ended;
}

describe('an answer in steps', () => {
  it('joins the texts of an answer’s steps by a blank line and stores signed thoughts, tool uses and results', async () => {
    const { production, usage, requests } = await run({
      scripts: [
        [{ reasoning: 'hm' }, { text: 'Let me ' }, { text: 'read.' }, use('read')],
        [use('read')],
        [{ reasoning: 'ah' }, { text: 'You are ' }, { text: 'Gold.' }],
      ],
      tools: [read],
    });
    expect(production).toMatchObject({
      text: 'Let me read.\n\nYou are Gold.',
      steps: 3,
      stopReason: 'end_turn',
      toolsUsed: ['read'],
    });
    expect(rolesOf(production?.messages ?? [])).toEqual([
      'assistant: reasoning text tool_use',
      'user: tool_result',
      'assistant: tool_use',
      'user: tool_result',
      'assistant: reasoning text',
    ]);
    expect(production?.messages[0]?.content[0]).toEqual({ type: 'reasoning', text: 'hm', signature: 'signed' });
    expect(requests[2]?.messages.slice(1)).toEqual(production?.messages.slice(0, 4));
    expect(usage).toEqual({
      ...SCRIPTED_USAGE,
      inputTokens: 3 * SCRIPTED_USAGE.inputTokens,
      outputTokens: 3 * SCRIPTED_USAGE.outputTokens,
    });
  });

  it('makes the last step without tools and passes earlier results to the model as text', async () => {
    const { production, requests, events } = await run({
      scripts: [
        [{ reasoning: 'hm' }, use('read', { of: 'me' })],
        [{ text: 'Once more.' }, use('none')],
        [{ text: 'Gold.' }],
      ],
      tools: [read],
      maxSteps: 3,
    });
    expect(production).toMatchObject({ text: 'Once more.\n\nGold.', steps: 3, stopReason: 'step_limit' });
    expect(shown(events)).toBe('<thinking><read 1><ok 1>Once more.<none 2><failed 2>\n\nGold.');
    expect(requests.map(({ tools }) => tools.length)).toEqual([1, 1, 0]);
    const textOf = (text: string) => ({ type: 'text', text });
    expect(requests[2]?.messages).toEqual([
      { role: 'user', content: [textOf('hello')] },
      { role: 'assistant', content: [textOf('[I used read with {"of":"me"}]')] },
      { role: 'user', content: [textOf('[It found: {"rank":"Gold I"}]')] },
      { role: 'assistant', content: [textOf('Once more.'), textOf('[I used none with {}]')] },
      { role: 'user', content: [textOf('[It failed: {"error":"There is no tool none."}]')] },
    ]);
  });

  it('fails when the model says nothing in the last step', async () => {
    const { error, requests } = await run({ scripts: [[use('read')], []], tools: [read], maxSteps: 2 });
    expect([error?.kind, requests.length]).toEqual(['busy', 1 + MAX_TRIES]);
  });

  it('runs no tool when the only step of an answer asks for one', async () => {
    const { production, events } = await run({
      scripts: [[{ text: 'Hello.' }, use('read')]],
      tools: [read],
      maxSteps: 1,
    });
    expect(production).toMatchObject({ text: 'Hello.', toolsUsed: [], stopReason: 'step_limit' });
    expect(rolesOf(production?.messages ?? [])).toEqual(['assistant: text']);
    expect(shown(events)).toBe('Hello.<read 1>');
  });

  it('collects reports beside tools that run, and neither shows nor stores them', async () => {
    const { production, events, requests } = await run({
      scripts: [
        [use('note', { a: 1 }), use('read')],
        [use('note', { a: 2 })],
        [{ text: 'Gold.' }, use('note', { a: 3 })],
      ],
      tools: [read, reportTool('note')],
    });
    expect(shown(events)).toBe('<read 1><ok 1>Gold.');
    expect(production?.reports.map(({ input }) => input)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(production?.stopReason).toBe('end_turn');
    expect(rolesOf(production?.messages ?? [])).toEqual([
      'assistant: tool_use',
      'user: tool_result',
      'assistant: text',
    ]);
    expect(rolesOf(requests[1]?.messages.slice(1) ?? [])).toEqual([
      'assistant: tool_use tool_use',
      'user: tool_result tool_result',
    ]);
    expect(production?.toolsUsed).toEqual(['read']);
  });

  // Refused by models, and not seen by a person: spaces, a control character, and characters that are not drawn.
  it.each([
    ['a line break', '\n'],
    ['a space', ' '],
    ['U+0085', '\u0085'],
    ['U+200B', '\u200b'],
    ['U+3164', '\u3164'],
  ])('takes %s alone for silence, wherever it comes', async (_, blank) => {
    const { production, events } = await run({
      scripts: [
        [{ text: blank }, use('read')],
        [{ text: blank }, { text: blank }, use('note')],
        [{ text: blank }],
        [{ text: blank }, { text: 'Gold.' }],
      ],
      tools: [read, reportTool('note')],
    });
    expect(shown(events)).toBe(`<read 1><ok 1>${blank}Gold.`);
    expect(production).toMatchObject({ text: `${blank}Gold.`, steps: 3, retries: 1 });
    expect(rolesOf(production?.messages ?? [])).toEqual([
      'assistant: tool_use',
      'user: tool_result',
      'assistant: text',
    ]);
  });

  it('continues after a tool input that was cut off, which the tool refuses', async () => {
    const { production, requests } = await run({
      scripts: [[use('strict', null), { stop: 'max_tokens' }], [{ text: 'Gold.' }]],
      tools: [actionTool('strict', async () => ({ ok: false, content: { error: 'Invalid input.' }, summary: '' }))],
    });
    expect(production).toMatchObject({ text: 'Gold.', stopReason: 'end_turn' });
    expect(requests[1]?.messages.at(-1)?.content).toMatchObject([{ type: 'tool_result', ok: false }]);
  });
});

describe('what tools stage', () => {
  it('collects the writes that tools stage, in order', async () => {
    const { production } = await run({
      scripts: [[use('save', 'a'), use('save', 'b')], [use('save', 'c')], [{ text: 'Saved.' }]],
      tools: [savingTool('save')],
    });
    expect(production?.writes.map((write) => write.type === 'save_note' && write.note.content)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('limits the writes of an answer and tells the model which were dropped', async () => {
    const step = Array.from({ length: 16 }, (_, place) => use('save', String(place)));
    const { production, requests } = await run({
      scripts: [step, step, [{ text: 'Saved.' }]],
      tools: [savingTool('save')],
    });
    expect(production?.writes).toHaveLength(20);
    const results = requests.at(-1)?.messages.at(-1)?.content ?? [];
    expect(results.filter((block) => block.type === 'tool_result' && !block.ok)).toHaveLength(12);
  });

  it('drops staged writes when the model breaks off in a later step and the next epoch starts again', async () => {
    const { production, events, usage, requests } = await run({
      scripts: [
        [{ text: 'One moment.' }, use('save', 'first')],
        [{ text: 'Half' }, { fail: 'busy' }],
        [use('save', 'second')],
        [{ text: 'Saved.' }],
      ],
      tools: [savingTool('save')],
    });
    expect(shown(events)).toBe('One moment.<save 1><ok 1>\n\nHalf<reset><save 1><ok 1>Saved.');
    expect(production).toMatchObject({ text: 'Saved.', steps: 2, retries: 1 });
    expect(production?.writes).toMatchObject([{ note: { content: 'second' } }]);
    expect(usage.inputTokens).toBe(3 * SCRIPTED_USAGE.inputTokens + estimateInput(requests[1] as never));
  });
});

describe('a model that is busy in a later step', () => {
  it('asks a busy model again in a later step without running the tools of earlier steps again', async () => {
    let runs = 0;
    const counted = actionTool('read', async () => {
      runs += 1;
      return { ok: true, content: {}, summary: '' };
    });
    const { production, events, requests } = await run({
      scripts: [[use('read')], [{ fail: 'busy' }], [{ fail: 'busy' }], [{ text: 'Gold.' }]],
      tools: [counted],
    });
    expect([shown(events), runs, requests.length]).toEqual(['<read 1><ok 1>Gold.', 1, 4]);
    expect(production).toMatchObject({ steps: 2, retries: 2 });
    expect(requests[3]).toEqual(requests[1]);
  });

  it('is not asked again when the turn is aborted in the pause', async () => {
    const { clock, stop, ended, requests } = beginProduction({ scripts: [[{ fail: 'busy' }]], tools: [] });
    await clock.advance(1_000);
    expect(requests()).toHaveLength(3);
    stop.abort(new Error('fenced'));
    expect((await ended).error?.message).toBe('fenced');
    expect([requests().length, clock.sleepers]).toEqual([3, 0]);
  });

  it.each(['refused', 'invalid'] as const)(
    'does not ask the model again after a failure of the kind %s',
    async (kind) => {
      const { error, requests } = await run({ scripts: [[use('read')], [{ fail: kind }]], tools: [read] });
      expect([error?.kind, requests.length]).toEqual([kind, 2]);
    },
  );
});
