import type { Intent } from '#contract/prompt-coach/intent';
import { type Choose, clipWords, listed } from '../base/phrasing.ts';
import type { Picture } from './apply-changes.ts';
import { elementInWords, nounOf } from './describe.ts';
import type { Language } from './language.ts';
import { PLACED } from './read-idea.ts';

/** What the coach asks for next. `done`: nothing, the person has agreed. */
export type Question = 'subject' | 'style' | 'feeling' | 'text' | 'spelling' | 'approval' | 'done';

const NOTICE: Readonly<Record<Language, string>> = {
  en: 'Before we start: I am a simulation that runs on your machine and answers by rules, not a language model.',
  de: 'Vorweg: Ich bin eine Simulation, die auf deinem Rechner läuft und nach Regeln antwortet, kein Sprachmodell.',
};

const QUESTIONS: Readonly<
  Record<Language, Readonly<Record<Exclude<Question, 'spelling' | 'done'>, readonly [string, ...string[]]>>>
> = {
  en: {
    subject: ['What shall be the star of the picture?', 'Who or what should the picture show?'],
    style: [
      'Which style do you picture, for example cartoon, pixel art or anime, or which mood?',
      'How shall it feel and be drawn: a cosy cartoon, crisp pixel art, something dark?',
    ],
    feeling: ['Which feeling shall it show, or what is it doing?', 'What is it feeling or doing at that moment?'],
    text: ['Shall any text be on it, and if so, which one (in quotation marks)?'],
    approval: [
      'Does it look good to you, or shall I change something?',
      'Shall it stay like this, or is something missing?',
    ],
  },
  de: {
    subject: ['Was soll im Mittelpunkt des Bildes stehen?', 'Wen oder was soll das Bild zeigen?'],
    style: [
      'Welchen Stil stellst du dir vor, zum Beispiel Comic, Pixelkunst oder Anime, oder welche Stimmung?',
      'Wie soll es wirken und gezeichnet sein: gemütlich wie ein Comic, als Pixelkunst, eher düster?',
    ],
    feeling: ['Welches Gefühl soll es zeigen, oder was tut es gerade?', 'Was fühlt oder macht es in dem Moment?'],
    text: ['Soll ein Text darauf stehen, und wenn ja, welcher (in Anführungszeichen)?'],
    approval: ['Gefällt es dir so, oder soll ich etwas ändern?', 'Soll es so bleiben, oder fehlt noch etwas?'],
  },
};

const SPELLING: Readonly<Record<Language, RegExp>> = {
  en: /spelled exactly right\?/,
  de: /genau richtig geschrieben\?/,
};

export const asksForText = (answer: string): boolean =>
  [QUESTIONS.en.text, QUESTIONS.de.text].some(([question]) => answer.includes(question));
export const asksForStyle = (answer: string): boolean =>
  [...QUESTIONS.en.style, ...QUESTIONS.de.style].some((question) => answer.includes(question));
export const asksForSpelling = (answer: string): boolean => Object.values(SPELLING).some((one) => one.test(answer));

export interface ReplyFacts {
  readonly language: Language;
  readonly isFirst: boolean;
  readonly before: Intent;
  readonly after: Picture & Pick<Intent, 'displayTexts'>;
  readonly question: Question;
  readonly hasImage: boolean;
  /** A title of a web result that was not told yet. */
  readonly fact: string | undefined;
  readonly choose: Choose;
}

/** `a happy fox jumping, with headphones`, in few words. */
function inShort(picture: Picture, language: Language): string {
  const { subject, action, elements, emotion } = picture;
  const details = elements.filter((element) => !PLACED.test(element)).slice(0, 3);
  const places = elements.filter((element) => PLACED.test(element)).slice(0, 1);
  const who = language === 'de' ? [subject, emotion && `(${emotion})`].filter(Boolean).join(' ') : nounOf(picture);
  const having =
    details.length > 0
      ? `${language === 'de' ? 'mit' : 'with'} ${listedIn(language === 'de' ? details : details.map(elementInWords), language)}`
      : '';
  return clipWords([who, action, ...places, having].filter(Boolean).join(language === 'de' ? ', ' : ' '), 24);
}

const listedIn = (items: readonly string[], language: Language): string =>
  language === 'de' ? listed(items).replace(/ and (?=[^,]*$)/, ' und ') : listed(items);

/** What has changed, in words; empty when nothing has. */
function changesTold({ language, before, after }: ReplyFacts): string {
  const isGerman = language === 'de';
  const added = after.elements.filter((element) => !before.elements.includes(element));
  const removed = before.elements.filter((element) => !after.elements.includes(element));
  const newTexts = after.displayTexts.filter(({ text }) => !before.displayTexts.some((old) => old.text === text));
  const lostTexts = before.displayTexts.filter(({ text }) => !after.displayTexts.some((one) => one.text === text));
  const told = [
    before.subject !== after.subject &&
      after.subject !== '' &&
      (isGerman ? `es ist jetzt: ${after.subject}` : `it is ${nounOf({ subject: after.subject, emotion: '' })} now`),
    added.length > 0 &&
      (isGerman
        ? `ich habe ${listedIn(added.slice(0, 3), language)} ergänzt`
        : `I added ${listedIn(added.slice(0, 3).map(elementInWords), language)}`),
    removed.length > 0 &&
      added.length === 0 &&
      (isGerman
        ? `ich habe ${listedIn(removed.slice(0, 3), language)} weggelassen`
        : `I left out the ${listedIn(removed.slice(0, 3), language)}`),
    before.emotion !== after.emotion &&
      (after.emotion
        ? isGerman
          ? `der Ausdruck ist ${after.emotion}`
          : `the expression is ${after.emotion}`
        : isGerman
          ? 'der Ausdruck ist neutral'
          : 'the expression is neutral'),
    before.action !== after.action &&
      (isGerman
        ? `es ${after.action || 'ist jetzt ganz ruhig'}`
        : after.action
          ? `it is ${after.action}`
          : 'it stands still now'),
    before.style !== after.style &&
      after.style &&
      (isGerman ? `der Stil ist ${after.style}` : `the style is ${after.style}`),
    newTexts.length > 0 && (isGerman ? 'der Text ist notiert' : 'the text is noted'),
    lostTexts.length > 0 && newTexts.length === 0 && (isGerman ? 'es bleibt ohne Text' : 'it stays without text'),
  ].filter((part): part is string => Boolean(part));
  return listedIn(told.slice(0, 3), language);
}

function acknowledgement(facts: ReplyFacts): string {
  const { language, isFirst, after, hasImage, choose, before, question } = facts;
  const isGerman = language === 'de';
  const picture = hasImage ? (isGerman ? 'danke für das Bild' : 'thank you for the picture') : '';
  if (question === 'done') return '';
  if (isFirst || before.subject === '') {
    if (after.subject === '')
      return sentence(picture || (isGerman ? 'Schön, dass du da bist' : 'Good to have you here'));
    const opening = isGerman
      ? choose(['Ich sehe es vor mir', 'Schöne Idee', 'Das wird gut'])
      : choose(['I can see it', 'Lovely idea', 'That will be fun']);
    return sentence([opening, [inShort(after, language), picture].filter(Boolean).join('; ')].join(': '));
  }
  const told = changesTold(facts);
  if (told !== '')
    return sentence(
      [choose(isGerman ? ['Gemacht', 'Alles klar', 'Gern'] : ['Done', 'Got it', 'Sure']), told].join(': '),
    );
  if (picture !== '') return sentence(picture);
  if (
    before.displayTexts.some((old, index) => !old.spellingConfirmed && after.displayTexts[index]?.spellingConfirmed)
  ) {
    return isGerman ? 'Danke, dann ist die Schreibweise geklärt.' : 'Thank you, then the spelling is settled.';
  }
  return isGerman ? 'Das Bild bleibt, wie es ist.' : 'The picture stays as it is.';
}

const sentence = (text: string): string =>
  `${text.replace(/^\p{L}/u, (letter) => letter.toUpperCase()).replace(/[.!?]+$/, '')}.`;

function asked({ question, language, after, choose }: ReplyFacts): string {
  const isGerman = language === 'de';
  if (question === 'done') {
    const seen = inShort(after, language);
    return isGerman
      ? `Dann ist es fertig besprochen: ${seen}. Du kannst das Bild jetzt machen lassen.`
      : `Then it is ready: ${seen}. You can have the picture made now.`;
  }
  if (question !== 'spelling') return choose(QUESTIONS[language][question]);
  const open = after.displayTexts
    .filter(({ spellingConfirmed }) => !spellingConfirmed)
    .map(({ text }) => (isGerman ? `„${text}“` : `“${text}”`));
  return isGerman
    ? `Ist ${listedIn(open, language)} genau richtig geschrieben?`
    : `Is ${listedIn(open, language)} spelled exactly right?`;
}

/** The answer: two or three sentences, and in the first answer what answers. */
export function reply(facts: ReplyFacts): string {
  const { language, isFirst, fact } = facts;
  const found =
    fact === undefined
      ? ''
      : language === 'de'
        ? `Im Netz steht dazu: „${fact}“.`
        : `The web has this on it: “${fact}”.`;
  const body = [acknowledgement(facts), found, asked(facts)].filter(Boolean).join(' ');
  return isFirst ? `${NOTICE[language]}\n\n${body}` : body;
}
