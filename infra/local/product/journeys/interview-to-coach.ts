import type { CoachList, ConfigStatus } from '#contract/coach-responses';
import { aTurn, createPerson, type Person } from '../person.ts';
import { controlOf, expectThat, type Stack, until } from './local-control.ts';
import { complete, succeeds } from './turns.ts';

const known = (value: unknown) => ({ value, confidence: 'high' });
const INTAKE = {
  fields: {
    coachGenderPreference: known('female'),
    primaryGoals: known(['get stronger']),
    goalTimeline: known('6 months'),
    age: known(34),
    experienceLevel: known('intermediate'),
    trainingFrequency: known(3),
    sessionDurationMinutes: known(45),
    injuryConsiderations: known(['left shoulder']),
    equipmentAccess: known(['barbell']),
    trainingEnvironment: known('home'),
    movementPreferences: known(['squats']),
    coachingStylePreference: known('direct'),
    successMetrics: known(['a 100 kg squat']),
  },
  sophisticationLevel: 'INTERMEDIATE',
};

/** Finishes an interview in two turns: all answers at once, then the button. */
export async function finishInterview(stack: Stack): Promise<{ readonly person: Person; readonly sessionId: string }> {
  const local = controlOf(stack);
  const person = await createPerson(stack, `interviewed-${crypto.randomUUID()}`, 'studio');
  const sessionId = await person.createSession();
  const message = `everything about ${person.userId}`;
  await local.script(message, { text: 'Thank you.' }, { tool: { name: 'record_intake', input: INTAKE } });
  await complete(person, sessionId, aTurn(message));
  await complete(person, sessionId, aTurn('Build it', { confirm: true }));
  return { person, sessionId };
}

export const buildState = async (person: Person, sessionId: string): Promise<string> =>
  (await person.get<ConfigStatus>(`${person.sessionPath(sessionId)}/config-status`)).state;

/** A person is interviewed, gets a coach, renames and deletes it. */
export async function interviewToCoach(stack: Stack): Promise<void> {
  const before = await callsOfBuilds(stack);
  const { person, sessionId } = await finishInterview(stack);
  await until('the coach', async () => (await buildState(person, sessionId)) === 'ready');
  expectThat((await callsOfBuilds(stack)) > before, 'no model wrote the coach');
  const list = `/users/${person.userId}/coaches`;
  await until('the coach in the list', async () => (await person.get<CoachList>(list)).coaches.length > 0);
  await succeeds(person.api('PUT', `${list}/${sessionId}`, { coachName: 'Nora' }));
  await succeeds(person.api('DELETE', `${list}/${sessionId}`));
}

/** The calls of the small model, which only builds and summaries make. */
async function callsOfBuilds(stack: Stack): Promise<number> {
  const { calls } = await controlOf(stack).get<{ calls: { modelId: string }[] }>('model/calls');
  return calls.filter(({ modelId }) => modelId === 'simulated-small').length;
}
