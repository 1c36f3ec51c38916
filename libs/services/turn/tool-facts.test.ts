import { expect, it } from 'vitest';
import { COUNT_LIMITS } from '#contract/count-limits';
import type { Json } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import type { ModelStep } from '#testing/scripted-model';
import { actionTool, finding, noteWrite, reportTool, runProduction, shown } from '#testing/simulation/production-world';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const ANSWER: readonly ModelStep[] = [{ text: 'So.' }];

it('counts each tool that ran by its name and its result, and unknown ones together', async () => {
  const broken = actionTool('broken', () => Promise.reject(new Error('down')));
  const { telemetry } = await runProduction({
    scripts: [[use('read'), use('broken'), use('x'.repeat(100))], ANSWER],
    tools: [finding('read', {}), broken],
  });
  expect(telemetry.counts.get('ToolsUsed')).toBe(3);
  expect(telemetry.dimensions).toEqual(
    expect.arrayContaining([
      { tool: 'read', ok: 'true' },
      { tool: 'broken', ok: 'false' },
      { tool: 'unknown', ok: 'false' },
    ]),
  );
  expect(telemetry.lines).toMatchObject([{ severity: 'warn', facts: { tool: 'broken', error: { message: 'down' } } }]);
});

it('runs an unknown tool beside the reads, before any write', async () => {
  const { events } = await runProduction({
    scripts: [[use('save'), use('none')], ANSWER],
    tools: [finding('save', {}, { readOnly: false })],
  });
  const results = events.flatMap((event) => (event.type === 'tool_result' ? [event.ok] : []));
  expect(results).toEqual([false, true]);
});

it('takes the name of a report that no tool may run for unknown', async () => {
  const { requests, events } = await runProduction({
    scripts: [[use('read'), use('note')], ANSWER],
    tools: [finding('read', {}), reportTool('note')],
  });
  expect(shown(events)).toBe('<read 1><ok 1>So.');
  expect(requests[1]?.messages.at(-1)?.content).toMatchObject([{ ok: true }, { ok: true }]);
});

it('counts staged writes against the limit of their own kind only', async () => {
  const writes: StagedWrite[] = [noteWrite('a')];
  const notes = COUNT_LIMITS.notes - 1;
  const save = actionTool('save', async () => ({ ok: true, content: {}, summary: '', writes }), { readOnly: false });
  const run = (counts: object) =>
    runProduction({ scripts: [[use('save'), use('save')], ANSWER], tools: [save], counts });
  expect((await run({ notes })).production?.writes).toHaveLength(1);
  expect((await run({ notes: notes - 1, games: COUNT_LIMITS.games })).production?.writes).toHaveLength(2);
  const order: StagedWrite = { type: 'order_build', coachId: 'c', sessionId: 's', deadline: '2026-11-21T10:00:00Z' };
  writes.push(order);
  expect((await run({ notes, coaches: COUNT_LIMITS.coaches - 1 })).production?.writes).toHaveLength(2);
  expect((await run({ notes, coaches: COUNT_LIMITS.coaches })).production?.writes).toHaveLength(0);
});
