import { plainText, regex } from './plain-text.ts';

/** Phrases that resemble a doubt but are none. */
const NO_DOUBT = regex('g')`
    (?<!\w)(?:no (?:changes?|corrections?|notes|objections?|problem|complaints|further \w+)|nothing (?:to (?:change|
    add|correct)|else|missing)|not a thing|(?:don't|do not|wouldn't|no need to) change (?:a thing|anything)|
    can'?t wait|why not|no doubt|100 ?%)(?!\w)`;

const DOUBT = regex('')`
    \?|\d|(?<![\w'])(?:no|not|nope|nah|but|except|wait|hold on|hang on|change|changed|wrong|incorrect|instead|
    actually|almost|nearly|however|although|though|later|unless|never|\w+n't|dont|maybe|sorry|correction|rather|
    one thing|one more|also|apart from|besides|other than|add|remove|swap|replace|missing|forgot|i guess|should be|
    make it|make that|first|nothing)(?![\w'])`;

const YES = regex('u')`
    (?<![\w'])(?:yes|yeah|yea|yep|yup|ya|aye|sure|ok|okay|k|okey|correct|exactly|perfect|perfectly|confirm|
    confirmed|absolutely|definitely|certainly|indeed|of course|go ahead|go for it|build (?:it|my coach|the coach|
    him|her|them|away)|do it|let'?s (?:go|do (?:it|this)|build|start)|(?:looks?|sounds?|seems?|is|are|all|that'?s|
    it'?s|everything'?s|you'?re) (?:all )?(?:good|great|right|correct|perfect|fine|spot on|accurate|me|it)|spot on|
    nailed it|ready|please do|proceed|lgtm|ship it|happy with (?:it|that|this))(?![\w'])|[👍✅👌]`;

const ALONE = regex('')`
    ^(?:y|right|good|great|fine|sounds good|all good|amazing|awesome|excellent|wonderful|cool|brilliant|
    love it)[\s.!]*$`;

/**
 * True when a text is a plain yes to "shall I build it?". A yes with a doubt, a number or a question does not count,
 * because otherwise a coach would be built from a summary that the user did not approve.
 */
export function isClearYes(words: string): boolean {
  const text = plainText(words).replace(NO_DOUBT, ' ');
  if (DOUBT.test(text)) return false;
  return YES.test(text) || ALONE.test(text.trim());
}
