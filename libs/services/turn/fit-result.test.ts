import { describe, expect, it } from 'vitest';
import { refusal, type Tool } from '#domain/tool';
import type { Json } from '#ports/model';
import type { ModelStep } from '#testing/scripted-model';
import { actionTool, finding, type ProductionRun, runProduction } from '#testing/simulation/production-world';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const ANSWER: readonly ModelStep[] = [{ text: 'So.' }];
const once = (uses: readonly ModelStep[], tools: readonly Tool[]): ProductionRun => ({
  scripts: [uses, ANSWER],
  tools,
});

/** The tool results in the last model request, in the order of the tool uses. */
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

  it('reaches the model as an object', async () => {
    expect(await foundBy([1], 'text', null, { a: 1 })).toEqual([
      { result: [1] },
      { result: 'text' },
      { result: null },
      { a: 1 },
    ]);
  });

  it('is cut to 16 kilobytes of sent JSON, with a note, for any content', async () => {
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

  it('is limited to 64 kilobytes a turn over all steps, and is replaced by a note after that', async () => {
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

  it('is reported as unreadable, or converted as JSON would, when it is not JSON', async () => {
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

  it('is changed so that it can be stored when it is too deep or has too large a number', async () => {
    const deep = Array.from({ length: 40 }).reduce<Json>((inner) => ({ inner }), 'deep');
    const [first, second] = await foundBy(deep, { huge: 1e200 });
    expect(first).toEqual({ result: JSON.stringify(deep) });
    expect(second).toEqual({ result: '{"huge":1e+200}' });
  });
});

describe('tool input from a model', () => {
  it.each([
    ['too deep', Array.from({ length: 40 }).reduce<Json>((inner) => [inner], 'deep')],
    ['a number that no table takes', { limit: 1e200 }],
    ['an endless number', JSON.parse('{"limit":1e999}') as Json],
    ['a nameless field', { '': 1 }],
  ])('is replaced by null when it cannot be stored: %s', async (_, input) => {
    const inputs: Json[] = [];
    const read = actionTool('read', async (received) => {
      inputs.push(received);
      return refusal('Invalid input.');
    });
    const { production, events } = await runProduction(once([use('read', input)], [read]));
    expect(inputs).toEqual([null]);
    expect(events[0]).toMatchObject({ type: 'tool', input: null });
    expect(production?.messages[0]?.content).toMatchObject([{ type: 'tool_use', input: null }]);
  });
});
