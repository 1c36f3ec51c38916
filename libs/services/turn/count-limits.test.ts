import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { COUNT_LIMITS, type Counted } from '#contract/count-limits';
import type { ModelStep } from '#testing/scripted-model';
import { noteWrite, runProduction, savingTool, shown } from '#testing/simulation/production-world';
import { coach, createWorld, dieInMidTurn, HELLO, SUB, type World } from '#testing/simulation/turn-world';
import { TABLE_NAME } from '#testing/tables';

const has = ({ storage }: World, totals: Partial<Record<Counted, number>>) =>
  storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { pk: `U#${SUB}`, sk: 'COUNTS', ...totals } }));

describe('a tool that stores something', () => {
  const save = (input: string): ModelStep => ({ tool: { name: 'save', input } });

  it('is refused in words for the model when the person has as many as allowed, with what this turn has staged', async () => {
    const scripts = [[save('a'), save('b')], [{ text: 'So.' }]];
    const run = { scripts, tools: [savingTool('save')], counts: { notes: COUNT_LIMITS.notes - 1 } };
    const { production, events, requests } = await runProduction(run);
    expect(production?.writes).toMatchObject([{ note: { content: 'a' } }]);
    expect(shown(events)).toContain('<ok 1><failed 1>So.');
    expect(JSON.stringify(requests[1])).toContain('No more notes can be saved: 500 are the limit.');
  });

  it('stores with the answer what it was allowed, and raises the total once', async () => {
    const prompt = () => ({ systemStatic: '', systemDynamic: '', tools: [savingTool('save')] });
    const world = await createWorld([[save('a'), save('b'), save('c')], HELLO], { prompt });
    await has(world, { notes: COUNT_LIMITS.notes - 2 });
    expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('complete');
    expect(world.items('NOTE#')).toHaveLength(2);
    expect(world.items('COUNTS')).toMatchObject([{ notes: COUNT_LIMITS.notes }]);
  });
});

it('stores what a coach writes after what its tools have staged', async () => {
  const prompt = () => ({ systemStatic: '', systemDynamic: '', tools: [savingTool('save')] });
  const finish: typeof coach.finish = (...facts) => ({ ...coach.finish(...facts), writes: [noteWrite('own')] });
  const world = await createWorld([[{ tool: { name: 'save', input: 'staged' } }], HELLO], { prompt, finish });
  await world.ask(world.request(1));
  expect(world.items('NOTE#').map(({ content }) => content)).toEqual(['own', 'staged']); // by their keys
});

describe('a coach whose turns may order something', () => {
  it('begins no turn when the person has as many as allowed, and reads the total with everything else', async () => {
    const world = await createWorld([HELLO], { orders: 'coaches' });
    await has(world, { coaches: COUNT_LIMITS.coaches });
    const { refusal } = await world.ask(world.request(1));
    expect(refusal).toEqual({ code: 'validation_failed', details: { limit: 'coaches' } });
    expect([world.model.calls.length, world.items('TURN#').length]).toEqual([0, 0]);
    await has(world, { coaches: COUNT_LIMITS.coaches - 1 });
    expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('complete');
  });

  it('continues a turn that had begun before the limit was reached', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO], { orders: 'coaches' });
    await dieInMidTurn(world, world.request(1));
    await has(world, { coaches: COUNT_LIMITS.coaches });
    await world.clock.advance(15_000);
    expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('complete');
  });
});
