import { describe, expect, it } from 'vitest';
import { systemIds } from '#adapters/system/clock';
import type { CoachEvent } from '#contract/events';
import type { ReportTool } from '#domain/tool';
import { Fenced } from '#ports/errors';
import type { ModelRequest } from '#ports/model';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel, type ModelStep, SCRIPTED_USAGE } from '#testing/scripted-model';
import { ampleHold as hold } from '#testing/simulation/production-world';
import { createMeter } from '../metering/meter.ts';
import type { Production } from './answer.ts';
import { beginCall } from './model-call.ts';
import { MAX_TRIES } from './parameters.ts';
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

/** Runs a production to its end, with time passing as it is needed. */
async function run(
  scripts: readonly (readonly ModelStep[])[],
  restart = async () => [{ type: 'reset' as const, epoch: 2 }],
) {
  const clock = createManualClock();
  const model = createScriptedModel(scripts, clock);
  const meter = createMeter();
  const stop = new AbortController();
  const begun = beginCall(model, request, stop.signal);
  const deps = {
    sub: 'sub',
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
  return { ...(await ended), events, usage: meter.read(), calls: model.calls.length, requests: model.calls };
}

const textOf = (events: readonly CoachEvent[]) =>
  events.map((event) => (event.type === 'chunk' ? event.text : `<${event.type}>`)).join('');

describe('a production', () => {
  it('shows thinking and answer as they come, and gives back the whole', async () => {
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

  it('needs one call when the model reports beside its text, and shows nothing of the report', async () => {
    const { events, production, calls } = await run([
      [{ text: 'Noted.' }, { tool: { name: 'note', input: { a: 1 } } }],
    ]);
    expect([textOf(events), calls]).toEqual(['Noted.', 1]);
    expect(production?.reports).toMatchObject([{ name: 'note', input: { a: 1 } }]);
  });

  it('asks once more for the text when the model only reported, and pays for both', async () => {
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

  it('drops calls of tools that it does not have', async () => {
    const { production } = await run([[{ text: 'Hi' }, { tool: { name: 'unknown', input: {} } }]]);
    expect(production?.reports).toEqual([]);
  });

  it('asks a busy model again, with pauses, while nothing has been shown; a call that said nothing costs nothing', async () => {
    const { events, production, usage } = await run([[{ fail: 'busy' }], [{ fail: 'busy' }], [{ text: 'At last.' }]]);
    expect([textOf(events), production?.retries]).toEqual(['At last.', 2]);
    expect(usage).toEqual(SCRIPTED_USAGE);
  });

  it('gives up on a model that stays busy', async () => {
    const { error, calls, usage } = await run([[{ fail: 'busy' }]]);
    expect([error?.kind, calls, usage.inputTokens]).toEqual(['busy', MAX_TRIES, 0]);
  });

  it('starts anew in the next epoch when the model breaks off in mid-answer, once, and pays for what it said', async () => {
    const { events, production, usage } = await run([[{ text: 'Half an' }, { fail: 'busy' }], [{ text: 'Whole.' }]]);
    expect(textOf(events)).toBe('Half an<reset>Whole.');
    expect(production?.text).toBe('Whole.');
    expect(usage.inputTokens).toBeGreaterThan(SCRIPTED_USAGE.inputTokens);
  });

  it('gives up when it breaks off twice', async () => {
    const { error, calls } = await run([[{ text: 'Half' }, { fail: 'busy' }]]);
    expect([error?.kind, calls]).toEqual(['busy', 2]);
  });

  it.each(['refused', 'invalid'] as const)('does not ask again when the request is %s', async (kind) => {
    const { error, calls } = await run([[{ fail: kind }]]);
    expect([error?.kind, calls]).toEqual([kind, 1]);
  });

  it('takes silence for a failure, never for an answer', async () => {
    const { error } = await run([[]]);
    expect(error?.kind).toBe('busy');
  });

  it('stops when the next epoch is not its own', async () => {
    const { error, calls } = await run([[{ text: 'Half' }, { fail: 'busy' }]], async () => {
      throw new Fenced('taken over');
    });
    expect([error?.name, calls]).toEqual(['fenced', 1]);
  });
});
