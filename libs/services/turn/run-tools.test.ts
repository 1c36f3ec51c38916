import { describe, expect, it } from 'vitest';
import { type ActionTool, refusal, type Tool } from '#domain/tool';
import type { Json } from '#ports/model';
import type { ModelStep } from '#testing/scripted-model';
import {
  actionTool,
  beginProduction,
  finding,
  noteWrite,
  type ProductionRun,
  runProduction,
  SUB,
  savingTool,
  shown,
} from '#testing/simulation/production-world';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const ANSWER: readonly ModelStep[] = [{ text: 'So.' }];
const once = (uses: readonly ModelStep[], tools: readonly Tool[]): ProductionRun => ({
  scripts: [uses, ANSWER],
  tools,
});

/** The tool results in the last model request, in the order of the tool uses. */
const resultsOf = ({ requests }: Awaited<ReturnType<typeof runProduction>>) =>
  (requests.at(-1)?.messages.at(-1)?.content ?? []).flatMap((block) => (block.type === 'tool_result' ? [block] : []));

describe('tools of one step', () => {
  it('run reads in parallel, then writes one after another, and return results in the order of the uses', async () => {
    const log: string[] = [];
    let run: ReturnType<typeof beginProduction>;
    const slow = (name: string, waitMs: number, more: Partial<ActionTool> = {}) =>
      actionTool(
        name,
        async () => {
          log.push(`${name} begins`);
          await run.clock.sleep(waitMs);
          log.push(`${name} ends`);
          return { ok: true, content: { name }, summary: name };
        },
        more,
      );
    const write = { readOnly: false };
    const tools = [slow('w1', 300, write), slow('r1', 200), slow('w2', 100, write), slow('r2', 100)];
    run = beginProduction(once([use('w1'), use('r1'), use('w2'), use('r2')], tools));
    const ended = await run.end();
    expect(log).toEqual([
      ...['r1 begins', 'r2 begins', 'r2 ends', 'r1 ends'],
      ...['w1 begins', 'w1 ends', 'w2 begins', 'w2 ends'],
    ]);
    expect(resultsOf(ended).map(({ content }) => content)).toEqual([
      { name: 'w1' },
      { name: 'r1' },
      { name: 'w2' },
      { name: 'r2' },
    ]);
    const durations = ended.events.flatMap((event) => (event.type === 'tool_result' ? event.durationMs : []));
    expect(durations).toEqual([100, 200, 300, 100]);
    expect(ended.production?.toolsUsed).toEqual(['r2', 'r1', 'w1', 'w2']);
  });

  it('show and store their label, their summary and the number of their step', async () => {
    const { events, production } = await runProduction({
      scripts: [[use('read', { a: 1 })], [use('read', { a: 2 })], ANSWER],
      tools: [finding('read', { b: 1 })],
    });
    expect(production?.messages.flatMap(({ content }) => content.filter(({ type }) => type === 'tool_result'))).toEqual(
      [
        { type: 'tool_result', toolUseId: 'tool-1', ok: true, content: { b: 1 }, summary: 'found read', durationMs: 0 },
        {
          type: 'tool_result',
          toolUseId: 'tool-1-2',
          ok: true,
          content: { b: 1 },
          summary: 'found read',
          durationMs: 0,
        },
      ],
    );
    expect(events).toEqual([
      { type: 'tool', toolUseId: 'tool-1', name: 'read', label: 'Looking at read', input: { a: 1 }, step: 1 },
      { type: 'tool_result', toolUseId: 'tool-1', ok: true, summary: 'found read', durationMs: 0, step: 1 },
      { type: 'tool', toolUseId: 'tool-1-2', name: 'read', label: 'Looking at read', input: { a: 2 }, step: 2 },
      { type: 'tool_result', toolUseId: 'tool-1-2', ok: true, summary: 'found read', durationMs: 0, step: 2 },
      { type: 'chunk', text: 'So.', step: 3 },
    ]);
  });

  it('run as the user of the turn, even when their input names another user', async () => {
    const scopes: unknown[] = [];
    const read = actionTool('read', async (_, { sub, now, newId }) => {
      scopes.push([sub, now, newId()]);
      return { ok: true, content: {}, summary: '' };
    });
    await runProduction(once([use('read', { sub: 'another', userId: 'another' })], [read]));
    expect(scopes).toEqual([[SUB, Date.parse('2026-11-21T10:00:00Z'), '01JD0000000000000000000001']]);
  });

  it('answer the model with an error when a tool does not exist or refuses its input', async () => {
    const strict = actionTool('strict', async () => refusal('Invalid input. limit: too big'));
    const ended = await runProduction(once([use('none'), use('strict', null)], [strict]));
    expect(resultsOf(ended)).toMatchObject([
      { ok: false, content: { error: 'There is no tool none.' } },
      { ok: false, content: { error: 'Invalid input. limit: too big' } },
    ]);
    expect(shown(ended.events)).toBe('<none 1><strict 1><failed 1><failed 1>So.');
    expect(ended.production?.toolsUsed).toEqual(['strict']);
    expect(ended.telemetry.counts.get('ToolsUsed')).toBe(2);
  });

  it('save nothing when they fail', async () => {
    const failing = actionTool('save', async () => ({ ...refusal('No.'), writes: [noteWrite('a')] }));
    const { production, events } = await runProduction(once([use('save')], [failing]));
    expect([shown(events), production?.writes]).toEqual(['<save 1><failed 1>So.', []]);
  });

  it('answer the model with a generic error when a tool throws', async () => {
    const secret = new Error('table coachstream-main, key U#a-person');
    const throwing = [
      actionTool('later', async () => Promise.reject(secret)),
      actionTool('at once', () => {
        throw secret;
      }),
    ];
    const ended = await runProduction(once([use('later'), use('at once')], throwing));
    expect(resultsOf(ended).map(({ content }) => content)).toEqual([
      { error: 'The tool failed.' },
      { error: 'The tool failed.' },
    ]);
    expect(JSON.stringify([ended.events, ended.requests])).not.toContain('coachstream-main');
    expect(ended.telemetry.lines.filter(({ message }) => message === 'a tool failed')).toHaveLength(2);
  });

  it('time out after ten seconds with an error, and drop what they return later', async () => {
    let late = () => {};
    let signal: AbortSignal | undefined;
    const never = actionTool('never', (_, scope) => {
      signal = scope.signal;
      return new Promise((resolve) => {
        late = () => resolve({ ok: true, content: {}, summary: '', writes: [] });
      });
    });
    const run = beginProduction(once([use('never')], [never]));
    await run.clock.advance(9_999);
    expect([shown(run.events), signal?.aborted]).toEqual(['<never 1>', false]);
    await run.clock.advance(1);
    expect([shown(run.events), signal?.aborted]).toEqual(['<never 1><failed 1>So.', true]);
    late();
    const { production, requests } = await run.end();
    expect(resultsOf({ requests } as never)).toMatchObject([
      { ok: false, content: { error: 'The tool took too long.' } },
    ]);
    expect(production?.writes).toEqual([]);
    expect(run.clock.sleepers).toBe(0);
  });

  it('stop at once when the turn is aborted: no result, no further tool, no further call', async () => {
    let runs = 0;
    const hanging = (name: string, more: Partial<ActionTool> = {}) =>
      actionTool(
        name,
        () => {
          runs += 1;
          return new Promise(() => {});
        },
        more,
      );
    const tools = [hanging('a'), hanging('b'), hanging('c', { readOnly: false })];
    const run = beginProduction(once([use('a'), use('b'), use('c')], tools));
    await run.clock.advance(1_000);
    run.stop.abort(new Error('fenced'));
    expect((await run.ended).error?.message).toBe('fenced');
    expect([shown(run.events), runs, run.requests().length]).toEqual(['<a 1><b 1><c 1>', 2, 1]);
    expect(run.clock.sleepers).toBe(0);
  });

  it('run at most sixteen uses in a step and tell the model to ask for the others again', async () => {
    let runs = 0;
    const read = actionTool('read', async () => {
      runs += 1;
      return { ok: true, content: {}, summary: '' };
    });
    const ended = await runProduction(
      once(
        Array.from({ length: 50 }, () => use('read')),
        [read],
      ),
    );
    const results = resultsOf(ended);
    expect([runs, results.length, results.filter(({ ok }) => ok).length]).toEqual([16, 50, 16]);
    expect(results.map(({ toolUseId }) => toolUseId)).toEqual(results.map((_, place) => `tool-${place + 1}`));
    expect(results[16]).toMatchObject({ ok: false, content: { error: expect.stringContaining('Too many') } });
  });

  it('give a tool use a new id when the model repeats an id of an earlier step', async () => {
    const again = [{ tool: { name: 'read', input: {}, toolUseId: 'a' } }];
    const { production, events } = await runProduction({
      scripts: [again, again, [...again, { tool: { name: 'read', input: {}, toolUseId: 'a-2' } }], [{ text: 'So.' }]],
      tools: [finding('read', {})],
      maxSteps: 5,
    });
    const ids = ['a', 'a-2', 'a-3', 'a-2-2'];
    const idsIn = (type: string) =>
      events.flatMap((event) => (event.type === type && 'toolUseId' in event ? [event.toolUseId] : []));
    expect([idsIn('tool'), idsIn('tool_result')]).toEqual([ids, ids]);
    const blocks = production?.messages.flatMap(({ content }) => content) ?? [];
    const kept = (type: string) =>
      blocks.flatMap((block) => (block.type === type && 'toolUseId' in block ? [block.toolUseId] : []));
    expect([kept('tool_use'), kept('tool_result')]).toEqual([ids, ids]);
  });

  it('run once when the model repeats an id within a step', async () => {
    const twin = (input: Json): ModelStep => ({ tool: { name: 'save', input, toolUseId: 'twin' } });
    const { production, events, requests } = await runProduction(once([twin('a'), twin('b')], [savingTool('save')]));
    expect(production?.writes).toMatchObject([{ note: { content: 'a' } }]);
    expect(shown(events)).toBe('<save 1><ok 1>So.');
    expect(requests[1]?.messages.slice(-2).map(({ content }) => content.length)).toEqual([1, 1]);
  });
});
