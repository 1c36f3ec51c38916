import { expect, it } from 'vitest';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { CoachList, CoachResource, CoachTemplateList } from '#contract/coach-responses';
import { isoOf } from '#ports/clock';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import {
  createCoachFromTemplate,
  deleteCoach,
  getCoach,
  listCoaches,
  listCoachTemplates,
  updateCoach,
} from './coaches.ts';

const SUB = 'a-person';

function createWorld() {
  const clock = createManualClock();
  const { client } = createMemoryDynamo(tableDefinitions, clock.now);
  return { clock, ids: createCountingIds(), coaches: createDynamoCoaches({ client, tableName: TABLE_NAME, clock }) };
}

const copy = (world: ReturnType<typeof createWorld>, templateId = 'weight-loss') =>
  createCoachFromTemplate({ sub: SUB, templateId }, world);

it('offers eight templates and copies each of them to a coach of the user', async () => {
  const world = createWorld();
  const { templates } = CoachTemplateList.parse(listCoachTemplates());
  expect(templates).toHaveLength(8);
  expect(templates[1]).toEqual({
    templateId: 'busy-professional',
    name: 'Busy professional',
    description: 'Short, dense sessions that survive meetings and travel, with a plan B for every day.',
    experienceLevel: 'intermediate',
    trainingFrequency: 3,
    sessionMinutes: 30,
  });
  for (const { templateId, trainingFrequency } of templates) {
    const coach = CoachResource.parse(await copy(world, templateId));
    expect(coach).toMatchObject({
      sessionId: null,
      status: 'active',
      technicalConfig: { trainingFrequency },
    });
    expect(await getCoach({ sub: SUB, coachId: coach.coachId }, world)).toEqual(coach);
  }
  await expect(copy(world, 'couch-potato')).rejects.toMatchObject({ code: 'not_found' });
});

it("lists a user's coaches newest first, in pages", async () => {
  const world = createWorld();
  for (const templateId of ['weight-loss', 'serious-athlete', 'busy-professional']) {
    await copy(world, templateId);
    await world.clock.advance(1_000);
  }
  const first = CoachList.parse(await listCoaches({ sub: SUB, limit: 2 }, world));
  expect(first.coaches.map(({ coachName }) => coachName)).toEqual(['Coach Alex', 'Coach Dana']);
  const cursor = first.nextCursor ?? '';
  const rest = CoachList.parse(await listCoaches({ sub: SUB, limit: 2, cursor }, world));
  expect(rest.coaches.map(({ coachName }) => coachName)).toEqual(['Coach Sky']);
  expect(rest.nextCursor).toBeUndefined();
  expect(await listCoaches({ sub: 'another', limit: 2 }, world)).toEqual({ coaches: [] });
});

it('renames and archives a coach', async () => {
  const world = createWorld();
  const { coachId } = await copy(world);
  const ref = { sub: SUB, coachId };
  await world.clock.advance(1_000);

  const renamed = await updateCoach({ ...ref, change: { coachName: ' My coach ' } }, world);
  expect(renamed).toMatchObject({ coachName: 'My coach', status: 'active', updatedAt: isoOf(world.clock.now()) });
  const archived = await updateCoach({ ...ref, change: { status: 'archived' } }, world);
  expect(archived).toMatchObject({ coachName: 'My coach', status: 'archived' });
  const createdAt = isoOf(world.clock.now() - 1_000);
  expect((await listCoaches({ sub: SUB, limit: 1 }, world)).coaches).toEqual([
    {
      coachId,
      sessionId: null,
      coachName: 'My coach',
      coachDescription: archived.coachDescription,
      status: 'archived',
      genderPreference: 'neutral',
      createdAt,
      updatedAt: archived.updatedAt,
    },
  ]);
  expect([archived.createdAt, archived.updatedAt]).toEqual([createdAt, isoOf(world.clock.now())]);
  expect(CoachResource.parse(await getCoach(ref, world))).toEqual(archived);
});

it('deletes a coach once and not for another user', async () => {
  const world = createWorld();
  const { coachId } = await copy(world);
  const ref = { sub: SUB, coachId };
  await expect(deleteCoach({ ...ref, sub: 'another' }, world)).rejects.toMatchObject({ code: 'not_found' });
  await deleteCoach(ref, world);
  await expect(deleteCoach(ref, world)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getCoach(ref, world)).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateCoach({ ...ref, change: { status: 'archived' } }, world)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('does not show, change or delete a coach that is not ready', async () => {
  const world = createWorld();
  const ref = { sub: SUB, coachId: 'building' };
  const at = isoOf(world.clock.now());
  const build = { state: 'queued', attempt: 0, updatedAt: at, deadline: at } as const;
  await world.coaches.create({ ...ref, sessionId: 'building', status: 'active', build, createdAt: at, updatedAt: at });
  await expect(getCoach(ref, world)).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteCoach(ref, world)).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateCoach({ ...ref, change: { status: 'archived' } }, world)).rejects.toMatchObject({
    code: 'not_found',
  });
});
