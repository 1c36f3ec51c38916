import * as z from 'zod/mini';
import { PromptName } from '#contract/coach-config';
import { schemaOf } from '../json-schema.ts';
import { type Brief, defaultPrompt } from './default-prompts.ts';
import { buildBlock, type Question, SAFETY_RULES } from './question.ts';

/** In characters. A shorter or longer text is not a usable prompt. */
const WRITTEN_MIN = 40;
const WRITTEN_MAX = 3_000;

const AIMS: Readonly<Record<PromptName, string>> = {
  personality: 'who the coach is: character, attitude, how they meet this person',
  safetyIntegrated: 'how the coach keeps this person safe: injuries, checks before and during training, progression',
  motivation: 'how the coach keeps this person going: goals, success, setbacks',
  methodology: 'how the coach programs: methodology, weekly structure, time, equipment, loved movements',
  communicationStyle: 'how the coach talks: tone, length, vocabulary for the level, questions',
  learningAdaptation: 'how the coach teaches and adapts: pace, feedback, tracking, what is disliked',
  genderTone:
    'the voice of the coach: female, male or neutral exactly as in "gender"; say that word, name no other gender',
};

const ToolInput = z.object({ text: z.string() });

const STATIC = `You write one part of the instructions that a personal fitness coach, a language model, will speak from.
Address the coach as "you" and the person as "they". Write 60 to 150 words of plain sentences, without headings.
Use what is known about the person; invent nothing. Name no gender of the coach but the one given.
Answer only by calling the tool write_prompt with the finished text.
${SAFETY_RULES}
The parts:
${PromptName.options.map((name) => `- ${name}: ${AIMS[name]}`).join('\n')}`;

/** Removes lone surrogates and control characters, which storage does not preserve. Line breaks stay. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();

export function promptQuestion(name: PromptName, brief: Brief): Question<string> {
  const { facts, personality, methodology } = brief;
  return {
    name: 'write_prompt',
    systemStatic: STATIC,
    systemDynamic: buildBlock(facts, {
      prompt: name,
      personality: personality.primaryTemplate,
      secondaryInfluences: personality.secondaryInfluences,
      methodology: methodology.primaryMethodology,
      emphasis: methodology.programmingEmphasis,
    }),
    message: `Write the part "${name}".`,
    tool: {
      kind: 'report',
      spec: {
        name: 'write_prompt',
        description: 'Reports the finished text of the part that was asked for.',
        inputSchema: schemaOf(ToolInput),
      },
      parse: (input) => {
        const read = ToolInput.safeParse(input);
        const text = read.success ? clean(read.data.text) : '';
        return text.length >= WRITTEN_MIN && text.length <= WRITTEN_MAX ? text : undefined;
      },
    },
    maxTokens: 700,
    fallback: defaultPrompt(name, brief),
  };
}
