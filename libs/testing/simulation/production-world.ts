import type { CoachEvent } from '#contract/events';
import type { ActionTool, ReportTool, Tool, ToolOutcome, ToolScope } from '#domain/tool';
import type { Counts } from '#ports/counts';
import type { Json, Model, ModelRequest } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { createMeter } from '#services/metering/meter';
import type { Production } from '#services/turn/answer';
import { beginCall } from '#services/turn/model-call';
import { produce } from '#services/turn/produce';
import type { TokenHold } from '#services/turn/token-hold';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import { createScriptedModel, type ModelStep } from '../scripted-model.ts';

export const SUB = 'a-person';

/** A hold with room for everything. */
export const ampleHold: TokenHold = {
  cover: async () => true,
  room: () => 1_000_000,
  takeForSideCall: () => true,
  closeSide: () => undefined,
  reservation: () => ({ state: 'held', amount: 1_000_000, version: 1 }),
  recount: async () => undefined,
};

export const reportTool = (name: string): ReportTool => ({
  kind: 'report',
  spec: { name, description: '', inputSchema: { type: 'object' } },
  parse: (input) => input,
});

type Run = (input: Json, scope: ToolScope) => Promise<ToolOutcome>;

export const actionTool = (name: string, run: Run, more: Partial<ActionTool> = {}): ActionTool => ({
  kind: 'action',
  spec: { name, description: name, inputSchema: { type: 'object' } },
  readOnly: true,
  timeoutMs: 10_000,
  label: `Looking at ${name}`,
  run,
  ...more,
});

/** A tool that returns this content at once. */
export const finding = (name: string, content: Json, more: Partial<ActionTool> = {}): ActionTool =>
  actionTool(name, async () => ({ ok: true, content, summary: `found ${name}` }), more);

export const noteWrite = (text: string): StagedWrite => ({
  type: 'save_note',
  note: { noteId: `note-${text}`, content: text, category: 'goal', createdAt: '2026-11-21T10:00:00.000Z' },
});

/** A tool that stages a note. */
export const savingTool = (name: string): ActionTool =>
  actionTool(
    name,
    async (input) => ({ ok: true, content: { saved: input }, summary: 'saved', writes: [noteWrite(String(input))] }),
    { readOnly: false },
  );

export interface ProductionRun {
  readonly scripts?: readonly (readonly ModelStep[])[];
  /** Replaces the scripted model. */
  readonly model?: Model;
  readonly tools: readonly Tool[];
  readonly maxSteps?: number;
  readonly hold?: TokenHold;
  readonly thinkingTokens?: number;
  /** What the user had stored before. */
  readonly counts?: Counts;
}

/** Begins a production on a manual clock; `end` advances it by a minute. */
export function beginProduction({
  tools,
  maxSteps = 10,
  hold = ampleHold,
  thinkingTokens,
  counts = {},
  ...run
}: ProductionRun) {
  const clock = createManualClock();
  const answering = run.model ?? createScriptedModel(run.scripts ?? [], clock);
  const asked: ModelRequest[] = [];
  const model: Model = {
    stream(request, signal) {
      asked.push(request);
      return answering.stream(request, signal);
    },
  };
  const meter = createMeter();
  const telemetry = createRecordedTelemetry();
  const stop = new AbortController();
  let epoch = 1;
  const request: ModelRequest = {
    role: 'main',
    systemStatic: 'You are a coach.',
    systemDynamic: '',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
    tools: tools.map(({ spec }) => spec),
    maxTokens: 1_000,
    ...(thinkingTokens !== undefined && { thinkingTokens }),
  };
  const producing = produce(
    { request, tools, maxSteps, begun: beginCall(model, request, stop.signal) },
    {
      ...{ sub: SUB, ids: createCountingIds(), hold, counts, model, meter, clock, telemetry, signal: stop.signal },
      restart: async () => {
        epoch += 1;
        return [{ type: 'reset' as const, epoch }];
      },
    },
  );
  const events: CoachEvent[] = [];
  const reading = (async () => {
    for (;;) {
      const { value, done } = await producing.next();
      if (done) return value;
      events.push(value);
    }
  })();
  type Ended = { readonly production?: Production; readonly error?: Error & { kind?: string; code?: string } };
  const ended: Promise<Ended> = reading.then(
    (production) => ({ production }),
    (error) => ({ error }),
  );
  const requests = (): readonly ModelRequest[] => asked;
  return {
    ...{ clock, events, stop, meter, telemetry, requests, ended },
    async end() {
      await clock.advance(60_000);
      return { ...(await ended), events, requests: requests(), usage: meter.read(), telemetry };
    },
  };
}

export const runProduction = (run: ProductionRun) => beginProduction(run).end();

/** Compact form of the shown events: text as it is, other events as a name in brackets. */
export const shown = (events: readonly CoachEvent[]): string =>
  events
    .map((event) => {
      if (event.type === 'chunk') return event.text;
      if (event.type === 'tool') return `<${event.name} ${event.step}>`;
      if (event.type === 'tool_result') return `<${event.ok ? 'ok' : 'failed'} ${event.step}>`;
      return `<${event.type}>`;
    })
    .join('');

/** The joined text of all stored blocks of the coach. */
export const storedText = ({ messages }: Production): string =>
  messages
    .flatMap(({ content }) => content)
    .map((block) => (block.type === 'text' ? block.text : ''))
    .join('');
