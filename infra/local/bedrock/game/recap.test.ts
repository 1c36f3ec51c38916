import { describe, expect, it } from 'vitest';
import { countWords } from '../creator/phrasing.ts';
import { simulatedGameCoach } from '../simulated-game-coach.ts';
import type { ConverseMessage, ModelCall } from '../simulated-model.ts';
import { callOf, coach, play, toolsOf, user } from './play-game-coach.ts';
import type { RecapInput } from './recap.ts';

/** Three turns as they are stored, and what they look like in other clothes. */
function converse(...questions: readonly string[]): readonly ConverseMessage[] {
  return questions.reduce<readonly ConverseMessage[]>((before, question) => {
    const { messages, answer } = play(question, { before });
    return messages.concat(coach(answer));
  }, []);
}

const TALK = converse(
  'How do I compare to Platinum I?',
  'note: I want to reach Diamond by spring',
  'remember that I panic on defence',
  'save a strength note: fast kickoffs',
);
const LINES = TALK.flatMap(({ role, content }) =>
  content.flatMap(({ text }) => (typeof text === 'string' ? [{ role, content: text }] : [])),
);
const asked = (tool: string, messages: readonly ConverseMessage[], more: Partial<ModelCall> = {}) =>
  toolsOf(simulatedGameCoach(callOf(messages, { tools: [tool], forcedTool: tool, system: '', ...more }), 1) ?? [])[0];
const inputOf = (tool: string, messages: readonly ConverseMessage[]): unknown => asked(tool, messages)?.input ?? {};
const recap = (messages: readonly ConverseMessage[]) => inputOf('write_recap', messages) as RecapInput;
const narrative = (messages: readonly ConverseMessage[]): string =>
  (inputOf('write_summary', messages) as { narrative: string }).narrative;

const WAYS: readonly (readonly [string, readonly ConverseMessage[]])[] = [
  ['as messages', [...TALK, user('Now write the recap of this conversation.')]],
  ['as JSON', [user(`<conversation>${JSON.stringify(LINES)}</conversation>\nWrite the recap.`)]],
  [
    'as lines',
    [user(LINES.map(({ role, content }) => `${role === 'user' ? 'Player' : 'Coach'}: ${content}`).join('\n'))],
  ],
];

describe.each(WAYS)('a conversation that is handed over %s', (_, messages) => {
  it('is recapped by what was said in it', () => {
    const { strengths, weaknesses, actionItems, summary } = recap(messages);
    expect(strengths.join(' ')).toContain('Ahead in shots (3.25 to 2.8)');
    expect(weaknesses.join(' ')).toContain('Behind in goals (0.61 to 0.72)');
    expect(actionItems.join(' ')).toContain('Work on finishing');
    expect(summary).toContain('How do I compare to Platinum I?');
    expect(summary).toContain('12 games in the last 30 days');
    expect(summary).not.toMatch(/recap|simulation/i);
    for (const points of [strengths, weaknesses, actionItems]) expect(points.length).toBeLessThanOrEqual(5);
    expect([...summary].length).toBeLessThanOrEqual(1_000);
    expect(strengths.join(' ')).toContain('fast kickoffs');
    expect(weaknesses.join(' ')).toContain('I panic on defence');
    expect(actionItems.join(' ')).toContain('I want to reach Diamond by spring');
  });

  it('is summed up in 50 to 150 words', () => {
    const text = narrative(messages);
    expect(countWords(text)).toBeGreaterThanOrEqual(50);
    expect(countWords(text)).toBeLessThanOrEqual(150);
    expect(text).toContain('How do I compare to Platinum I?');
    expect(text).toContain('58.3%');
    expect(text).not.toMatch(/simulation/);
  });
});

describe('a recap and a summary', () => {
  it.each<[string, readonly ConverseMessage[]]>([
    ['nothing', [user('Write the recap.')]],
    ['a greeting', [user('hello'), coach('Hi!'), user('Summarize the conversation so far.')]],
    ['one long question', [user(`Coach: ${'why do I lose '.repeat(300)}`)]],
    ['much', converse(...new Array<string>(12).fill('How do I compare to Gold I?'), 'my last 3 games')],
  ])('are never empty and never too long, after %s', (_, messages) => {
    const { strengths, weaknesses, actionItems, summary } = recap(messages);
    for (const points of [strengths, weaknesses, actionItems]) {
      expect(points.length).toBeGreaterThan(0);
      expect(points.length).toBeLessThanOrEqual(5);
    }
    expect(summary.trim()).not.toBe('');
    expect([...summary].length).toBeLessThanOrEqual(1_000);
    const words = countWords(narrative(messages));
    expect([words >= 50, words <= 150]).toEqual([true, true]);
  });

  it('leave out the order to write them, and nothing else', () => {
    const messages = [
      user('Give me a recap of my week'),
      coach('You won.'),
      user('Summarize the conversation so far.'),
    ];
    for (const text of [recap(messages).summary, narrative(messages)]) {
      expect(text).toContain('Give me a recap of my week');
      expect(text).not.toContain('Summarize');
    }
  });

  it('go on from an earlier summary', () => {
    const [first, ...others] = [user('my last game'), coach('You won.')];
    const before = user(
      `<earlier_conversation>They trained kickoffs.</earlier_conversation>\n${String(first?.content[0]?.['text'])}`,
    );
    expect(narrative([before, ...others])).toMatch(
      /^Before: They trained kickoffs\. The person asked "my last game"\./,
    );
  });

  it('are the same for the same messages', () => {
    expect(recap(TALK)).toEqual(recap(TALK));
    expect(narrative(TALK)).toBe(narrative(TALK));
  });

  it('are known by being forced or all that is offered, whatever else the call says', () => {
    const forced = asked('write_recap', TALK, { modelId: 'small', thinking: true });
    const { forcedTool: _, ...offered } = callOf(TALK, { tools: ['write_recap'], system: 'anything' });
    expect(toolsOf(simulatedGameCoach(offered, 7) ?? [])).toEqual([forced]);
    expect(asked('write_title', TALK)).toBeUndefined();
  });
});
