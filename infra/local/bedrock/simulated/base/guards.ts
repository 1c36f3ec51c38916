import { regex } from './pattern.ts';
import type { Turn } from './turn.ts';

const INSTRUCTIONS = regex('i')`
    \b(?:system|initial|hidden|secret|original) (?:prompt|message|instructions?)\b|\byour (?:own )?(?:instructions?|prompt|guidelines|rules)\b|
    \b(?:ignore|disregard|override) (?:all|any|your|the|every|previous|prior|these)\b|\bjailbreak\b|\bdeveloper mode\b|
    \b(?:repeat|print|output) (?:everything|the (?:text|words)) above\b|\byou are now\b|\bpretend (?:to be|you are)\b`;

/** The reply to messages that ask for the model's instructions or try to override them. */
export const keepInstructions = ({ message }: Turn): string | undefined =>
  INSTRUCTIONS.test(message)
    ? 'My instructions stay with me, and I keep to them. What else can I do for you?'
    : undefined;
