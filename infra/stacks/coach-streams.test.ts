import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { COACHES } from '#contract/coaches';
import { type CoachStream, environmentOf, pascalName, readCoachStreams } from './coach-streams.ts';

const PLANNER: CoachStream = {
  name: 'planner',
  row: {
    kind: 'planner',
    function: 'stream-planner',
    session: '/plans/:sessionId',
    turns: { next: { stream: '/plans/:sessionId/stream', json: { method: 'PUT', path: '/plans/:sessionId' } } },
  },
  config: {
    settings: z.object({ STAGE: z.string(), COLOR: z.string() }),
    jobs: [],
    models: [],
    readsUploads: false,
    queriesLists: false,
  },
};

it('readCoachStreams reads the config of every coach of the table', async () => {
  const streams = await readCoachStreams();
  expect(streams.map(({ name }) => name)).toEqual(Object.keys(COACHES));
  for (const { row, config } of streams) expect(Object.keys(config.settings.shape), row.kind).toContain('STAGE');
});

it('pascalName starts the name with a capital letter', () => {
  expect(pascalName({ name: 'gameCoach' })).toBe('GameCoach');
});

describe('environmentOf', () => {
  it('gives a stream function the settings that it reads, and no others', () => {
    expect(environmentOf(PLANNER, { STAGE: 'dev', COLOR: 'red', SECRET: 'x' })).toEqual({ STAGE: 'dev', COLOR: 'red' });
  });

  it('names a setting that the stack does not set', () => {
    expect(() => environmentOf(PLANNER, { STAGE: 'dev' })).toThrow('stream-planner reads COLOR');
  });
});
