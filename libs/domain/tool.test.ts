import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Json } from '#ports/model';
import { defineTool, ToolRefusal, type ToolScope } from './tool.ts';
import { toolChoice, toolInput, toolInteger, toolText } from './tool-input.ts';

const scope: ToolScope = { sub: 'me', now: 0, newId: () => 'id', signal: new AbortController().signal };

const INPUT = toolInput({
  name: toolText(5, 'A name.'),
  count: z._default(toolInteger(1, 3, 'How many.'), 2),
  mode: z.optional(toolChoice(['duel', 'doubles'], 'The mode.')),
});

const toolThat = (run: (input: z.output<typeof INPUT>) => void) =>
  defineTool({
    name: 'a_tool',
    description: 'A tool.',
    label: 'Running',
    input: INPUT,
    readOnly: true,
    timeoutMs: 500,
    run: async (input) => {
      run(input);
      return { content: { ...input } as Json, summary: 'Done' };
    },
  });

const echo = toolThat(() => undefined);

it.each<[Json, Json]>([
  [{ name: 'abcde' }, { name: 'abcde', count: 2 }],
  [
    { name: ' 💥💥💥💥💥 ', count: 1, mode: 'duel' },
    { name: ' 💥💥💥💥💥 ', count: 1, mode: 'duel' },
  ],
  [
    { name: 'a', count: 3 },
    { name: 'a', count: 3 },
  ],
])('runs a tool with the input %j as %j', async (input, content) => {
  expect(await echo.run(input, scope)).toEqual({ ok: true, content, summary: 'Done' });
  expect([echo.timeoutMs, echo.readOnly, echo.label]).toEqual([500, true, 'Running']);
});

it.each<[Json, string]>([
  [{ name: 'abcdef' }, 'name: text of 1 to 5 characters'],
  [{ name: ' ' }, 'name: text of 1 to 5 characters'],
  [{ name: 'a', count: 0 }, 'count: a whole number from 1 to 3'],
  [{ name: 'a', count: 4 }, 'count: a whole number from 1 to 3'],
  [{ name: 'a', count: 1.5 }, 'count: a whole number from 1 to 3'],
  [{ name: 'a', mode: 'standard' }, 'mode: one of: duel, doubles'],
  [{ name: 'a', limit: 1, size: 2 }, 'Unknown: limit, size; its properties are: name, count, mode.'],
  ['text', 'It must be an object; its properties are: name, count, mode.'],
])('tells the model what is wrong with the input %j', async (input, fault) => {
  const { ok, content } = await echo.run(input, scope);
  expect([ok, content]).toEqual([false, { error: `Invalid input. ${fault}` }]);
});

it('refuses with the words of the tool, and shows the person at most 200 characters of them', async () => {
  const message = 'x'.repeat(201);
  const refusing = toolThat(() => {
    throw new ToolRefusal(message);
  });
  expect(await refusing.run({ name: 'a' }, scope)).toEqual({
    ok: false,
    content: { error: message },
    summary: 'x'.repeat(200),
  });
});

it('throws the unexpected errors of a tool, whose words are not for the model', async () => {
  const broken = toolThat(() => {
    throw new TypeError('a bug');
  });
  await expect(broken.run({ name: 'a' }, scope)).rejects.toThrow('a bug');
});
