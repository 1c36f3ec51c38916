import type { Intent } from '#contract/prompt-coach/intent';
import { MAX_ELEMENTS } from '#contract/prompt-coach/intent';
import { escaped } from '../base/pattern.ts';
import type { Language } from './language.ts';
import type { Change } from './read-changes.ts';
import { type Idea, PLACED, readIdea, tidy } from './read-idea.ts';
import { ARTICLE, COLORS, NOISE, whole } from './vocabulary.ts';

/** The parts of an intent that describe the picture in words. */
export type Picture = Pick<Intent, 'subject' | 'action' | 'emotion' | 'elements' | 'composition' | 'style'>;

/** Equal for `fox` and `foxes`, for `Fuchs` and `Fuchses`. */
function stemOf(word: string): string {
  const stem = word.toLowerCase().replace(/^(\p{L}{3,}?)(?:ing|ed|es|en|e|s|n)$/u, '$1');
  return stem === word ? stem : stemOf(stem);
}
const FILLER = /^(?:the|an?|any|all|of|in|on|with|der|die|das|den|dem|ein\p{L}*|mit|im|und|and)$/iu;
const stemsOf = (text: string): readonly string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !FILLER.test(word)).map(stemOf);

/** Whether every content word of `what` is in `text`. */
function names(text: string, what: string): boolean {
  const all = new Set(stemsOf(text));
  const wanted = stemsOf(what);
  return wanted.length > 0 && wanted.every((stem) => all.has(stem));
}

const without = (text: string, what: string): string => (names(text, what) ? '' : text);

/** Removes words from the subject: the whole `and a dog`, or one adjective. */
function trimmed(subject: string, what: string): string {
  if (!names(subject, what)) return subject;
  const others = subject.split(/\s+(?:and|und)\s+/iu).filter((part) => !names(part, what));
  if (others.length > 0) return tidy(others.map((part) => part.replace(ARTICLE, '')).join(' & '));
  const stems = new Set(stemsOf(what));
  const rest = subject.split(' ').filter((word) => !stems.has(stemOf(word)));
  return rest.length > 0 ? rest.join(' ') : subject;
}

function remove(picture: Picture, what: string): Picture {
  return {
    subject: trimmed(picture.subject, what),
    action: without(picture.action, what),
    emotion: without(picture.emotion, what),
    elements: picture.elements.filter((element) => !names(element, what)),
    composition: without(picture.composition, what),
    style: without(picture.style, what),
  };
}

/** Adds elements. An element about the same thing replaces the older one: `big eyes` and then `small eyes`. */
function add(picture: Picture, elements: readonly string[]): Picture {
  const about = (element: string) => stemsOf(element).at(-1);
  const added = elements
    .map(tidy)
    .filter((element) => element !== '' && !NOISE.test(element) && !names(picture.subject, element));
  const older = picture.elements.filter((old) => !added.some((element) => about(element) === about(old)));
  return { ...picture, elements: [...new Set([...older, ...added])].slice(-MAX_ELEMENTS) };
}

function replace(picture: Picture, what: string, by: string): Picture {
  const all = [
    picture.subject,
    picture.action,
    picture.emotion,
    picture.composition,
    picture.style,
    ...picture.elements,
  ];
  if (!all.some((text) => names(text, what))) return add(picture, [by]);
  const swapped = (text: string) => {
    if (!names(text, what)) return text;
    const direct = text.replace(whole(escapedWords(what)), by);
    return direct === text ? by : direct;
  };
  return {
    subject: swapped(picture.subject),
    action: swapped(picture.action),
    emotion: swapped(picture.emotion),
    elements: picture.elements.map(swapped),
    composition: swapped(picture.composition),
    style: swapped(picture.style),
  };
}

const escapedWords = (text: string): string => text.split(/\s+/).map(escaped).join('\\s+');

function recolor(picture: Picture, color: string, of: string, language: Language): Picture {
  const shade = color.startsWith('#') ? color : color.toLowerCase();
  const isOfSubject = of === '' || names(picture.subject, of);
  if (!isOfSubject && names(picture.action, of)) {
    return { ...picture, action: picture.action.replace(whole(escapedWords(of)), `${shade} ${of}`) };
  }
  if (!isOfSubject) return add(picture, [language === 'de' ? `${of} in ${shade}` : `${shade} ${of}`]);
  const colorless = picture.subject.replace(whole(COLORS, 'giu'), '').replace(/\s+/g, ' ').trim();
  if (language === 'en' && picture.subject !== '') return { ...picture, subject: `${shade} ${colorless}` };
  return add({ ...picture, subject: colorless }, [language === 'de' ? `Hauptfarbe ${shade}` : `main colour ${shade}`]);
}

/** `a story with a cat at a desk` names its subject as if it were an element. */
function withSubject(idea: Idea): Idea {
  const subject = idea.elements.find((element) => !PLACED.test(element)) ?? '';
  return { ...idea, subject, elements: idea.elements.filter((element) => element !== subject) };
}

/** Puts an idea into the picture. With a subject already, another noun is a further element. */
function set(picture: Picture, said: Idea): Picture {
  const isNew = picture.subject === '';
  const idea = isNew && said.subject === '' ? withSubject(said) : said;
  const further = !isNew && idea.subject !== '' && !names(picture.subject, idea.subject) ? [idea.subject] : [];
  const base: Picture = {
    subject: isNew ? idea.subject : picture.subject,
    action: idea.action || picture.action,
    emotion: idea.emotion || picture.emotion,
    elements: picture.elements,
    composition: idea.composition || picture.composition,
    style: idea.style || picture.style,
  };
  return add(base, [...further, ...idea.elements]);
}

function applyOne(picture: Picture, change: Change, language: Language): Picture {
  switch (change.kind) {
    case 'remove':
      return remove(picture, change.what);
    case 'add':
      return add(picture, [change.what]);
    case 'replace':
      return replace(picture, change.what, change.by);
    case 'color':
      return recolor(picture, change.color, change.of, language);
    case 'subject':
      return set({ ...picture, subject: '' }, readIdea(change.subject, language));
    case 'set':
      return set(picture, change.idea);
  }
}

export const applyChanges = (picture: Picture, changes: readonly Change[], language: Language): Picture =>
  changes.reduce((changed, change) => applyOne(changed, change, language), picture);

/** Applies changes to a description that the person wrote, so that their own words stay. */
export const patchDescription = (description: string, changes: readonly Change[], language: Language): string =>
  changes.reduce((text, change) => patchOnce(text, change, language), description);

const ARTICLE_BEFORE = '(?:an?\\s|the\\s|ein\\p{L}*\\s)?';

function patchOnce(text: string, change: Change, language: Language): string {
  switch (change.kind) {
    case 'remove': {
      const words = `${escapedWords(change.what)}s?`;
      const listed = new RegExp(`(?<!\\p{L})(with|mit)\\s+${ARTICLE_BEFORE}${words}(?:,|\\s+and|\\s+und)\\s+`, 'giu');
      const single = new RegExp(
        `(?:,|\\s+(?:with|and|mit|und))?\\s*${ARTICLE_BEFORE}(?<!\\p{L})${words}(?!\\p{L})`,
        'giu',
      );
      return tidySpaces(text.replace(listed, '$1 ').replace(single, ''));
    }
    case 'replace':
      return text.replace(whole(escapedWords(change.what), 'giu'), change.by);
    case 'add':
      return sentence(text, change.what, language);
    case 'color':
      return sentence(text, [change.of, change.color].filter(Boolean).join(' in '), language);
    case 'subject':
      return sentence(text, change.subject, language);
    case 'set': {
      const { subject, action, emotion, elements, composition, style } = change.idea;
      const said = [subject, emotion, action, ...elements, style, composition].filter(Boolean);
      return sentence(text, said.join(', '), language);
    }
  }
}

const tidySpaces = (text: string): string =>
  text
    .replace(/\s+([,.])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

function sentence(text: string, addition: string, language: Language): string {
  if (addition === '') return text;
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return `${ended} ${language === 'de' ? 'Dazu' : 'Also'}: ${addition}.`;
}
