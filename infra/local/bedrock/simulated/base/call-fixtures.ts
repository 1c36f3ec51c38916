import type { ConverseMessage, ModelCall, OfferedTool, Step } from '../../simulated-model.ts';

/** For tests: builds model calls, and extracts texts and tools from steps. */

export const user = (text: string): ConverseMessage => ({ role: 'user', content: [{ text }] });
export const assistant = (text: string): ConverseMessage => ({ role: 'assistant', content: [{ text }] });

/** @param properties - JSON Schemas by name. A trailing `*` marks a required property. */
export function toolOf(name: string, properties: Readonly<Record<string, object>>, description = ''): OfferedTool {
  const names = Object.keys(properties);
  return {
    name,
    description,
    inputSchema: objectOf(Object.fromEntries(names.map((key) => [key, properties[key] ?? {}]))),
  };
}

/** The schema of an object. A trailing `*` marks a required property. */
export const objectOf = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name.replace('*', ''), schema])),
  required: Object.keys(properties).flatMap((name) => (name.endsWith('*') ? [name.slice(0, -1)] : [])),
  additionalProperties: false,
});

export const NOW = 'Today is Sunday 29 November 2026.';

export const callOf = (messages: readonly ConverseMessage[], more: Partial<ModelCall> = {}): ModelCall => ({
  modelId: 'main',
  system: `You are a coach.\n${NOW}`,
  messages,
  tools: [],
  maxTokens: 1_024,
  thinking: false,
  ...more,
});

type Tool = Extract<Step, { tool: object }>['tool'];
export const toolsOf = (steps: readonly Step[] | undefined): readonly Tool[] =>
  (steps ?? []).flatMap((step) => ('tool' in step ? [step.tool] : []));
export const textOf = (steps: readonly Step[] | undefined): string =>
  (steps ?? []).flatMap((step) => ('text' in step ? [step.text] : [])).join('\n');
