import { expect, it } from 'vitest';
import { callOf, toolOf, toolsOf, user } from '../base/call-fixtures.ts';
import { simulatedPromptCoach } from './simulated-prompt-coach.ts';

const tools = [toolOf('assess_grounding', { 'needsSearch*': { type: 'boolean' }, query: { type: 'string' } })];
const assess = (message: string, system = 'Today is Sunday 29 November 2026.') =>
  toolsOf(simulatedPromptCoach(callOf([user(message)], { system, tools, forcedTool: 'assess_grounding' }), 1))[0];

it.each([
  ['the new season of Stardew Valley', 'Stardew Valley'],
  ['something from the latest update of Hollow Knight', 'Hollow Knight'],
  ['das neue Kapitel von Fortnite als Banner', 'Fortnite'],
])('asks for a search about news of a game: %s', (message, game) => {
  const { name, input } = assess(message) ?? {};

  expect(name).toBe('assess_grounding');
  expect(input).toMatchObject({ needsSearch: true, query: expect.stringContaining(game) });
  expect(input).toMatchObject({ query: expect.stringContaining('2026') });
});

it("takes the session's game when the message names none", () => {
  expect(assess('show the new event', 'Game: "Space Farmers"')?.input).toMatchObject({
    needsSearch: true,
    query: expect.stringContaining('Space Farmers'),
  });
});

it.each(['a happy fox', 'Fortnite', 'a renewed castle', 'make it new'])('needs no search for "%s"', (message) => {
  expect(assess(message)?.input).toMatchObject({ needsSearch: false });
});
