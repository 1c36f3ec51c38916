import { describe, expect, it } from 'vitest';
import { systemIds } from '#adapters/system/clock';
import type { CoachEvent } from '#contract/events';
import { addUsage, NO_USAGE } from '#contract/usage';
import type { ReportTool } from '#domain/tool';
import { Fenced } from '#ports/errors';
import type { Model, ModelRequest } from '#ports/model';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel, type ModelStep, SCRIPTED_USAGE } from '#testing/scripted-model';
import { ampleHold as hold } from '#testing/simulation/production-world';
import { createMeter } from '../metering/meter.ts';
import type { Production } from './answer.ts';
import { beginCall } from './model-call.ts';
import { produce } from './produce.ts';

const request: ModelRequest = {
  role: 'main',
  systemStatic: 'You are a coach.',
  systemDynamic: '',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
  tools: [],
  maxTokens: 100,
};
const note: ReportTool = {
  kind: 'report',
  spec: { name: 'note', description: '', inputSchema: {} },
  parse: (input) => input,
};

/** Runs a production to its end and advances the clock as needed. */
async function run(
  scripts: readonly (readonly ModelStep[])[],
  restart = async () => [{ type: 'reset' as const, epoch: 2 }],
) {
  const clock = createManualClock();
  const scripted = createScriptedModel(scripts, clock);
  const meter = createMeter();
  const begunAt = clock.now();
  const calledMs: number[] = [];
  let open = 0;
  /** After its last event, a connection stays open until the reader closes it. */
  const model: Model = {
    async *stream(asked, signal) {
      calledMs.push(clock.now() - begunAt);
      open += 1;
      try {
        yield* scripted.stream(asked, signal);
        await new Promise(() => {});
      } finally {
        open -= 1;
      }
    },
  };
  const stop = new AbortController();
  const begun = beginCall(model, request, stop.signal);
  const deps = {
    sub: 'sub',
    counts: {},
    ids: systemIds,
    hold,
    model,
    meter,
    clock,
    telemetry: createRecordedTelemetry(),
    signal: stop.signal,
    restart,
  };
  const producing = produce({ request, tools: [note], maxSteps: 2, begun }, deps);
  const events: CoachEvent[] = [];
  const reading = (async () => {
    for (;;) {
      const { value, done } = await producing.next();
      if (done) return value;
      events.push(value);
    }
  })();
  type Ended = { production?: Production; error?: { name: string; kind?: string } };
  const ended: Promise<Ended> = reading.then(
    (production) => ({ production }),
    (error) => ({ error }),
  );
  await clock.advance(60_000);
  const { calls } = scripted;
  return {
    ...(await ended),
    ...{ events, usage: meter.read(), calls: calls.length, requests: calls, calledMs, openStreams: () => open },
  };
}

const textOf = (events: readonly CoachEvent[]) =>
  events.map((event) => (event.type === 'chunk' ? event.text : `<${event.type}>`)).join('');

describe('a production', () => {
  it('yields thinking and text as they arrive, and returns the whole answer', async () => {
    const { events, production, usage } = await run([
      [{ reasoning: 'hm' }, { text: 'Hel' }, { text: '' }, { text: 'lo' }],
    ]);
    expect(events).toEqual([
      { type: 'thinking', text: 'hm', step: 1 },
      { type: 'chunk', text: 'Hel', step: 1 },
      { type: 'chunk', text: 'lo', step: 1 },
    ]);
    expect(production).toMatchObject({ text: 'Hello', reports: [], stopReason: 'end_turn', steps: 1, retries: 0 });
    expect(usage).toEqual(SCRIPTED_USAGE);
  });

  it('needs one call when the model reports beside its text, and never shows the report', async () => {
    const { events, production, calls } = await run([
      [{ text: 'Noted.' }, { tool: { name: 'note', input: { a: 1 } } }],
    ]);
    expect([textOf(events), calls]).toEqual(['Noted.', 1]);
    expect(production?.reports).toMatchObject([{ name: 'note', input: { a: 1 } }]);
    expect(production?.stopReason).toBe('end_turn');
  });

  it('passes on that an answer was cut at its maximum length', async () => {
    const { production } = await run([[{ text: 'Half a' }, { stop: 'max_tokens' }]]);
    expect(production).toMatchObject({ text: 'Half a', stopReason: 'max_tokens' });
  });

  it('calls the model once more for the text when it only reported, and charges both calls', async () => {
    const { production, calls, usage, requests } = await run([
      [{ tool: { name: 'note', input: {} } }],
      [{ text: 'So.' }],
    ]);
    expect([production?.text, production?.steps, calls]).toEqual(['So.', 2, 2]);
    expect(production?.reports).toHaveLength(1);
    expect(usage.inputTokens).toBe(2 * SCRIPTED_USAGE.inputTokens);
    expect(requests[1]?.request.messages.slice(-2)).toMatchObject([
      { role: 'assistant', content: [{ type: 'tool_use' }] },
      { role: 'user', content: [{ type: 'tool_result', toolUseId: 'tool-1' }] },
    ]);
  });

  it('drops calls of unknown tools when the coach has no tools to run', async () => {
    const { production } = await run([[{ text: 'Hi' }, { tool: { name: 'unknown', input: {} } }]]);
    expect(production?.reports).toEqual([]);
  });

  it('retries a busy model with pauses until it has shown output, and charges nothing for an empty call', async () => {
    const { events, production, usage, calledMs } = await run([
      [{ fail: 'busy' }],
      [{ fail: 'busy' }],
      [{ text: 'At last.' }],
    ]);
    expect([textOf(events), production?.retries, calledMs]).toEqual(['At last.', 2, [0, 300, 900]]);
    expect(usage).toEqual(SCRIPTED_USAGE);
  });

  it('fails when the model stays busy for five calls with doubled pauses', async () => {
    const { error, calledMs, usage } = await run([[{ fail: 'busy' }]]);
    expect([error?.kind, calledMs, usage.inputTokens]).toEqual(['busy', [0, 300, 900, 2_100, 4_500], 0]);
  });

  it('closes the stream of a model that has ended, so that its connection is free', async () => {
    const { production, openStreams } = await run([[{ text: 'Whole.' }]]);
    expect([production?.text, openStreams()]).toEqual(['Whole.', 0]);
  });

  it('restarts once in a new epoch when the model breaks off in mid-answer, and charges the first output', async () => {
    const { events, production, usage, calledMs } = await run([
      [{ reasoning: 'hmm' }, { tool: { name: 'note', input: { a: 1 } } }, { text: 'Half an' }, { fail: 'busy' }],
      [{ text: 'Whole.' }],
    ]);
    expect(textOf(events)).toBe('<thinking>Half an<reset>Whole.');
    expect(production).toMatchObject({ text: 'Whole.', retries: 1 });
    expect(calledMs).toEqual([0, 0]);
    // By estimate: 21 characters of input, and of output 3 of a thought, 7 of a tool's input and 7 of text.
    expect(usage).toEqual(addUsage(SCRIPTED_USAGE, { ...NO_USAGE, inputTokens: 7, outputTokens: 1 + 3 + 3 }));
  });

  it('charges for a call that broke off at most its maximum length', async () => {
    const { usage } = await run([[{ text: 'x'.repeat(900) }, { fail: 'busy' }], [{ text: 'Whole.' }]]);
    expect(usage.outputTokens).toBe(request.maxTokens + SCRIPTED_USAGE.outputTokens);
  });

  it('fails when the model breaks off twice', async () => {
    const { error, calls } = await run([[{ text: 'Half' }, { fail: 'busy' }]]);
    expect([error?.kind, calls]).toEqual(['busy', 2]);
  });

  it.each(['refused', 'invalid'] as const)('does not retry when the request is %s', async (kind) => {
    const { error, calls } = await run([[{ fail: kind }]]);
    expect([error?.kind, calls]).toEqual([kind, 1]);
  });

  it('treats an empty reply as a failure', async () => {
    const { error } = await run([[]]);
    expect(error?.kind).toBe('busy');
  });

  it('stops when another producer owns the next epoch', async () => {
    const { error, calls } = await run([[{ text: 'Half' }, { fail: 'busy' }]], async () => {
      throw new Fenced('taken over');
    });
    expect([error?.name, calls]).toEqual(['fenced', 1]);
  });
});
