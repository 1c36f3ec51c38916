import { describe, expect, it } from 'vitest';
import { parseRecap, recapRequest } from '#domain/game-coach/recap';
import { parseSummary, summaryRequest } from '#domain/summary/write-summary';
import type { Json, ModelRequest } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import type { ModelCall } from '../../simulated-model.ts';
import { simulatedBase } from './base-model.ts';
import { toolsOf } from './call-fixtures.ts';
import { countWords } from './phrasing.ts';

/** Recaps and summaries: the product's requests, and its parsers for the answers. */

const said = (...lines: readonly string[]): readonly MessageRecord[] =>
  lines.map((text, seq) => ({
    messageId: `m-${seq}`,
    seq: seq + 1,
    role: seq % 2 === 0 ? 'user' : 'assistant',
    content: [{ type: 'text', text }],
    createdAt: '2026-11-29T10:00:00Z',
  }));

const callOf = (request: ModelRequest & { readonly forcedTool: string }): ModelCall => ({
  modelId: 'small',
  system: `${request.systemStatic}\n${request.systemDynamic}`,
  messages: request.messages.map(({ role, content }) => ({ role, content: content as never })),
  tools: request.tools,
  forcedTool: request.forcedTool,
  maxTokens: request.maxTokens,
  thinking: false,
});
const inputOf = (request: ModelRequest & { readonly forcedTool: string }, seed = 1): Json =>
  toolsOf(simulatedBase(callOf(request), seed))[0]?.input as Json;

const TALK = said(
  'How do I compare to Platinum I?',
  'You played 12 games in the last 30 days.\n\nYour numbers against the benchmarks of Platinum I: ahead in shots (3.25 to 2.8); behind in goals (0.61 to 0.72).\n\nWork on finishing: place shots into the corners.',
  'note: I want to reach Diamond by spring',
  'I have saved this as a note (goal): "I want to reach Diamond by spring".',
);

describe('recaps by the simulated model', () => {
  it('writes a recap from the sentences of the conversation', () => {
    const recap = parseRecap(inputOf(recapRequest(TALK)));
    expect(recap?.strengths).toEqual(['Ahead in shots (3.25 to 2.8)']);
    expect(recap?.weaknesses).toEqual(['Behind in goals (0.61 to 0.72).']);
    expect(recap?.actionItems).toEqual(['Work on finishing: place shots into the corners.']);
    expect(recap?.summary).toContain('How do I compare to Platinum I?');
    expect(recap?.summary).toContain('12 games in the last 30 days');
    expect(recap?.summary).toMatch(/^You asked/);
  });

  it.each([
    ['nothing but a greeting', said('hello', 'Hi!')],
    ['one long question', said('why do I lose '.repeat(300))],
    ['much', said(...new Array<string>(30).fill('You won 3 games; ahead in goals (1 to 0.5).'))],
  ])('writes a recap that the product accepts after %s', (_, messages) => {
    const recap = parseRecap(inputOf(recapRequest(messages)));
    expect(recap?.summary.trim()).not.toBe('');
    for (const points of [recap?.strengths, recap?.weaknesses, recap?.actionItems])
      expect(points?.length).toBeLessThanOrEqual(5);
  });

  it('leaves the order to write out of a recap', () => {
    expect(JSON.stringify(inputOf(recapRequest(TALK)))).not.toMatch(/write the recap|simulat/i);
  });
});

describe('summaries by the simulated model', () => {
  it.each([
    ['a conversation', TALK],
    ['a greeting', said('hello', 'Hi!')],
    ['much', said(...new Array<string>(30).fill('You won 3 games; ahead in goals (1 to 0.5).'))],
  ])('writes a summary of 50 to 150 words after %s', (_, messages) => {
    const words = countWords(parseSummary(inputOf(summaryRequest(messages, undefined))) ?? '');
    expect([words >= 50, words <= 150, words]).toEqual([true, true, words]);
  });

  it('begins a summary with the earlier one', () => {
    expect(parseSummary(inputOf(summaryRequest(TALK, 'They trained kickoffs.')))).toMatch(
      /^Before: They trained kickoffs\. The person asked/,
    );
  });

  it('writes the same summary for the same conversation', () => {
    expect(inputOf(summaryRequest(TALK, undefined))).toEqual(inputOf(summaryRequest(TALK, undefined), 2));
  });
});
