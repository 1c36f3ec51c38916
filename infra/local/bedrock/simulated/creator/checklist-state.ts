import { COMPETITION_TOPIC } from './competition.ts';
import { TOPICS } from './topics.ts';

const REQUIRED = Object.keys(TOPICS).filter((topic) => topic !== COMPETITION_TOPIC);

/** The state of the interview before the newest message, from the system prompt. */
export interface ChecklistState {
  readonly phase: string;
  readonly level: string;
  readonly covered: Readonly<Record<string, unknown>>;
  readonly unsure: readonly string[];
  readonly missing: readonly string[];
  readonly optional: readonly string[];
  readonly asked: readonly string[];
  readonly next: readonly { readonly topic: string; readonly ask: string }[];
  readonly isBuildRequested: boolean;
}

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

function questionsIn(value: unknown): ChecklistState['next'] {
  if (!Array.isArray(value)) return [];
  return value.filter(isLoose).map(({ topic, ask }) => ({ topic: String(topic), ask: String(ask) }));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // a prompt of another version: the interview continues without the state
  }
}

/** Reads `<checklist_state>…</checklist_state>`. Without it, the interview has just begun. */
export function readChecklistState(system: string): ChecklistState {
  const line = system.match(/^<checklist_state>(.*)<\/checklist_state>$/m)?.[1] ?? '{}';
  const value = parsed(line);
  const state: Loose = isLoose(value) ? value : {};
  return {
    phase: String(state['phase'] ?? 'collecting'),
    level: String(state['level'] ?? 'UNKNOWN'),
    covered: isLoose(state['covered']) ? state['covered'] : {},
    unsure: namesIn(state['unsure']),
    missing: Array.isArray(state['missing']) ? namesIn(state['missing']) : REQUIRED,
    optional: namesIn(state['optional']),
    asked: namesIn(state['asked']),
    next: questionsIn(state['next']),
    isBuildRequested: state['buildRequested'] === true,
  };
}

/** The year in `Today is Saturday 21 November 2026.` */
export const yearIn = (system: string): number => Number(/Today is [^.]*?(\d{4})/.exec(system)?.[1] ?? 2026);
