import { regex } from './pattern.ts';

/** Words that make a yes unclear: doubts, corrections, numbers and questions. */
const DOUBT = regex('')`
    \?|\d|(?<![\w'])(?:no|not|nope|nah|but|except|wait|hold on|hang on|change|changed|wrong|incorrect|instead|
    actually|almost|nearly|however|although|though|later|unless|never|\w+n't|dont|maybe|sorry|correction|rather|
    one thing|one more|also|apart from|besides|other than|add|remove|swap|replace|missing|forgot|i guess|
    should be|make it|make that|first|nothing)(?![\w'])`;
const NO_DOUBT = regex('g')`
    (?<!\w)(?:no (?:changes?|corrections?|notes|objections?|problem|complaints|further \w+)|nothing (?:to (?:change|
    add|correct)|else|missing)|not a thing|(?:don't|do not|wouldn't|no need to) change (?:a thing|anything)|
    can'?t wait|why not|no doubt|100 ?%)(?!\w)`;
const YES = regex('u')`
    (?<![\w'])(?:yes|yeah|yea|yep|yup|aye|sure|ok|okay|correct|exactly|perfect|perfectly|confirm|confirmed|
    absolutely|definitely|certainly|indeed|of course|go ahead|go for it|build (?:it|my coach|the coach|him|her|them|
    away)|do it|let'?s (?:go|do (?:it|this)|build|start)|(?:looks?|sounds?|seems?|is|are|all|that'?s|it'?s|
    everything'?s) (?:all )?(?:good|great|right|correct|perfect|fine|spot on|accurate|me|it)|spot on|nailed it|
    ready|please do|proceed|lgtm|ship it|happy with (?:it|that|this))(?![\w'])|[👍✅👌]`;
const ALONE = regex('')`
    ^(?:y|right|good|great|fine|sounds good|all good|amazing|awesome|excellent|wonderful|cool|brilliant|
    love it)[\s.!]*$`;

/** Whether a message is a clear yes. */
export function agrees(text: string): boolean {
  const plain = text.toLowerCase().trim().replace(NO_DOUBT, ' ');
  return !DOUBT.test(plain) && (YES.test(plain) || ALONE.test(plain.trim()));
}
