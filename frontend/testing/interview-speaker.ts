import { setTimeout as pause } from 'node:timers/promises';
import { breakOff, finish, hear, type Interview, startOf } from './interviews.ts';
import { failureOf, type Speaker } from './speaker.ts';

/** In words: it reads first, then it writes. */
const READING_WORDS = 6;
const THINKING_WORDS = 14;

/** The interviewer, for one turn. */
export function interviewSpeaker(interview: Interview, body: Readonly<Record<string, unknown>>): Speaker {
  const turnId = String(body['turnId']);
  let answer = '';
  return {
    refusal: () => undefined,
    start() {
      const event = startOf(interview, turnId);
      const images = (body['imageS3Keys'] ?? []) as readonly string[];
      answer = hear(interview, {
        turnId,
        text: String(body['userResponse']),
        images,
        confirm: body['confirm'] === true,
      });
      return event;
    },
    async produce({ say, pace: { wordMs }, afterWord, isStopped, failsAfter }) {
      await pause(READING_WORDS * wordMs);
      say({ type: 'contextual', stage: 'reading', content: 'Reading your answer…' });
      await pause(THINKING_WORDS * wordMs);
      let text = '';
      for (const [index, word] of (answer.match(/\S+\s*/g) ?? []).entries()) {
        if (isStopped()) return breakOff(interview, turnId, text.trim());
        if (index === failsAfter) return failureOf(turnId, interview.sessionId);
        text += word;
        say({ type: 'chunk', text: word, step: 0 });
        await afterWord(text);
      }
      return finish(interview, turnId, answer);
    },
  };
}
