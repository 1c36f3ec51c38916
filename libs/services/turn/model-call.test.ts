import { expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { ContentBlock, Json, Model, ModelEvent } from '#ports/model';
import type { ModelStep } from '#testing/scripted-model';
import { finding, reportTool, runProduction, shown, storedText } from '#testing/simulation/production-world';
import { MAX_TRIES } from './parameters.ts';

const use = (name: string, toolUseId?: string, input: Json = {}): ModelStep => ({
  tool: { name, input, ...(toolUseId !== undefined && { toolUseId }) },
});
const read = finding('read', { rank: 'Gold I' });

/** A model that sends these events in each call. */
const sending = (...events: readonly ModelEvent[]): Model => ({
  async *stream() {
    yield* events;
  },
});
const end = (content: readonly ContentBlock[]): ModelEvent => ({
  type: 'end',
  stopReason: 'end_turn',
  usage: NO_USAGE,
  content,
});

it('sends no event for an empty text, and keeps blanks between words', async () => {
  const { events, production } = await runProduction({
    scripts: [[{ text: '' }, { text: 'You' }, { text: ' ' }, { text: '' }, { text: 'are' }]],
    tools: [],
  });
  expect(events.map((event) => event.type === 'chunk' && event.text)).toEqual(['You', ' ', 'are']);
  expect(storedText(production as never)).toBe('You are');
});

it('separates the texts of two steps once, whatever blocks the second has', async () => {
  const { production } = await runProduction({
    scripts: [
      [{ text: 'Let me see.' }, use('read')],
      [{ text: 'You are ' }, { reasoning: 'hm' }, { text: 'Gold.' }],
    ],
    tools: [read],
  });
  expect(production?.text).toBe('Let me see.\n\nYou are Gold.');
  expect(production?.messages.at(-1)?.content.map((block) => ('text' in block ? block.text : ''))).toEqual([
    '\n\nYou are ',
    'hm',
    'Gold.',
  ]);
});

it('stores no empty text block, because models reject one in a conversation', async () => {
  const { production } = await runProduction({
    model: sending(
      { type: 'text', text: 'Gold.' },
      end([
        { type: 'text', text: '' },
        { type: 'text', text: 'Gold.' },
      ]),
    ),
    tools: [],
  });
  expect(production?.messages).toEqual([{ role: 'assistant', content: [{ type: 'text', text: 'Gold.' }] }]);
});

it('calls a model again that ended without an end or said nothing, as if it was busy', async () => {
  for (const model of [sending(), sending(end([]))]) {
    const { error, requests } = await runProduction({ model, tools: [] });
    expect([error?.kind, requests.length]).toEqual(['busy', MAX_TRIES]);
  }
});

it('gives each tool use an id that no other of the conversation has', async () => {
  const { production } = await runProduction({
    scripts: [[use('read', 'a')], [use('read', 'a'), use('read', 'a-2'), use('read', 'a-3')], [{ text: 'Gold.' }]],
    tools: [read],
  });
  const ids = (production?.messages ?? []).flatMap(({ content }) =>
    content.flatMap((block) => (block.type === 'tool_use' ? [block.toolUseId] : [])),
  );
  expect(ids).toEqual(['a', 'a-2', 'a-2-2', 'a-3']);
});

it('shows an unknown tool by its name where some tools run, and never a report', async () => {
  const { events } = await runProduction({
    scripts: [[use('other'), use('note'), use('read')], [{ text: 'Gold.' }]],
    tools: [read, reportTool('note')],
  });
  expect(events.flatMap((event) => (event.type === 'tool' ? [event.label] : []))).toEqual(['other', 'Looking at read']);
});

it('logs that the model broke off, and whether it had shown something', async () => {
  const { telemetry, events } = await runProduction({
    scripts: [[{ fail: 'busy' }], [{ text: 'Half' }, { fail: 'busy' }], [{ text: 'Gold.' }]],
    tools: [],
  });
  expect(shown(events)).toBe('Half<reset>Gold.');
  expect(telemetry.lines).toMatchObject([
    { severity: 'warn', facts: { hasSpoken: false, error: { kind: 'busy' } } },
    { severity: 'warn', facts: { hasSpoken: true, error: { kind: 'busy' } } },
  ]);
});
