import { describe, expect, it } from 'vitest';
import { refusal, type Tool } from '#domain/tool';
import type { Json } from '#ports/model';
import type { ModelStep } from '#testing/scripted-model';
import { actionTool, finding, type ProductionRun, runProduction } from '#testing/simulation/production-world';
import { fitResult } from './fit-result.ts';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const ANSWER: readonly ModelStep[] = [{ text: 'So.' }];
const once = (uses: readonly ModelStep[], tools: readonly Tool[]): ProductionRun => ({
  scripts: [uses, ANSWER],
  tools,
});

/** The results in the model's last request, in the order of the uses. */
const resultsOf = ({ requests }: Awaited<ReturnType<typeof runProduction>>) =>
  (requests.at(-1)?.messages.at(-1)?.content ?? []).flatMap((block) => (block.type === 'tool_result' ? [block] : []));

const bytesOf = (content: Json) => Buffer.byteLength(JSON.stringify(content));

describe('the result of a tool', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  const foundBy = async (...found: unknown[]) => {
    const tools = found.map((content, place) => finding(`t${place}`, content as Json));
    return resultsOf(
      await runProduction(
        once(
          tools.map(({ spec }) => use(spec.name)),
          tools,
        ),
      ),
    ).map(({ content }) => content);
  };

  it('passes results of tools to the model as objects', async () => {
    expect(await foundBy([1], 'text', null, { a: 1 })).toEqual([
      { result: [1] },
      { result: 'text' },
      { result: null },
      { a: 1 },
    ]);
  });

  it('cuts a result above sixteen kilobytes of JSON and adds a note', async () => {
    const contents = [
      { text: 'x'.repeat(50_000_000) },
      { text: '"\\\n'.repeat(9_000) },
      { text: '\u0001'.repeat(9_000) },
      { text: '👟'.repeat(9_000) },
      'ü'.repeat(8_190),
    ];
    for (const content of contents) {
      const [found] = await foundBy(content);
      expect(bytesOf(found ?? null)).toBeLessThanOrEqual(16_384);
      expect(bytesOf(found ?? null)).toBeGreaterThan(16_300);
      expect(found).toMatchObject({ note: expect.stringContaining('too long') });
      expect(JSON.stringify(found)).not.toMatch(/\\ud[89a-f]/);
    }
    const small = { text: 'x'.repeat(16_384 - bytesOf({ text: '' })) };
    expect(await foundBy(small)).toEqual([small]);
  });

  it('passes at most 64 kilobytes of results in a turn, and then only a note', async () => {
    const big = finding('big', { text: 'x'.repeat(15_000) });
    const step = [use('big'), use('big'), use('big')];
    const { requests } = await runProduction({ scripts: [step, step, ANSWER], tools: [big] });
    const sent = (requests.at(-1)?.messages ?? [])
      .flatMap(({ content }) => content)
      .flatMap((block) => (block.type === 'tool_result' ? [block.content] : []));
    expect(sent.map((content) => 'note' in (content as object))).toEqual([false, false, false, false, true, true]);
    const sizes = sent.map(bytesOf);
    expect(sizes.slice(0, 5).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(65_536);
    expect(sizes[5]).toBeLessThan(120);
  });

  it('passes an error for a result that cannot be JSON', async () => {
    const [first, second, third, fourth] = await foundBy(
      circle,
      undefined,
      { big: 1n },
      {
        none: Number.NaN,
        at: new Date(0),
      },
    );
    for (const unreadable of [first, second, third]) expect(unreadable).toMatchObject({ error: expect.any(String) });
    expect(fourth).toEqual({ none: null, at: '1970-01-01T00:00:00.000Z' });
  });

  it('passes a result that is nested too deeply to the model as text', async () => {
    const deep = Array.from({ length: 40 }).reduce<Json>((inner) => ({ inner }), 'deep');
    expect(await foundBy(deep, { huge: 1e200 })).toEqual([{ result: JSON.stringify(deep) }, { huge: 1e200 }]);
  });
});

it('cuts a result to exactly the bytes that there is room for, or to the note alone', () => {
  const text = 'x'.repeat(1_000);
  const whole = bytesOf({ text });
  expect(fitResult({ text }, whole)).toEqual({ content: { text }, bytes: whole });
  for (const room of [whole - 1, 500]) expect(fitResult({ text }, room).bytes).toBe(room);
  for (const room of [50, 0, -5]) expect(Object.keys(fitResult({ text }, room).content as object)).toEqual(['note']);
});

describe('what a model writes as input', () => {
  it.each<[string, Json, Json]>([
    ['an input that is nested too deeply', Array.from({ length: 40 }).reduce<Json>((inner) => [inner], 'deep'), null],
    ['an endless number', JSON.parse('{"limit":1e999}') as Json, { limit: null }],
    ['a large number and a nameless field unchanged', { limit: 1e200, '': 1 }, { limit: 1e200, '': 1 }],
  ])('runs a tool, shows and stores it with %s as JSON has it', async (_, written, input) => {
    const inputs: Json[] = [];
    const read = actionTool('read', async (received) => {
      inputs.push(received);
      return refusal('Invalid input.');
    });
    const { production, events } = await runProduction(once([use('read', written)], [read]));
    expect(inputs).toEqual([input]);
    expect(events[0]).toMatchObject({ type: 'tool', input });
    expect(production?.messages[0]?.content).toMatchObject([{ type: 'tool_use', input }]);
  });
});
