import { afterEach, describe, expect, it } from 'vitest';
import { askOpenAi, closeAll, delta, finish, piece, type ServerOptions, startOpenAi } from './server-fixtures.ts';

/** Deviations of OpenAI-compatible servers in tool calls, each seen in the wild. */

afterEach(closeAll);

const TOOLS = ['get_recent_games', 'get_stats_by_mode'];
const GAMES = { name: 'get_recent_games', arguments: '{"limit":5}' };
const STATS = { name: 'get_stats_by_mode', arguments: '{"mode":"duel"}' };
const BOTH = [
  ['get_recent_games', { limit: 5 }],
  ['get_stats_by_mode', { mode: 'duel' }],
];

async function answer(chunks: readonly (object | string)[], options: ServerOptions = {}) {
  const { url } = await startOpenAi(chunks, options);
  return await askOpenAi(url, { offered: TOOLS });
}

/** The tools of an answer, with their inputs. */
async function toolsOf(...chunks: readonly object[]) {
  const events = await answer([...chunks, finish('tool_calls')]);
  return events.flatMap((event) => (event.type === 'tool_use' ? [[event.name, event.input]] : []));
}

describe('two tool calls', () => {
  it.each<[string, readonly object[]]>([
    [
      'under one index, told apart by id',
      [piece({ index: 0, id: 'a', function: GAMES }), piece({ index: 0, id: 'b', function: STATS })],
    ],
    ['under one index, without ids', [piece({ index: 0, function: GAMES }), piece({ index: 0, function: STATS })]],
    ['without index or id', [piece({ function: GAMES }), piece({ function: STATS })]],
    ['without an index, with ids', [piece({ id: 'a', function: GAMES }), piece({ id: 'b', function: STATS })]],
    [
      'with one id for both, but two indices',
      [piece({ index: 0, id: 'call', function: GAMES }), piece({ index: 1, id: 'call', function: STATS })],
    ],
    [
      'in one chunk, under one index',
      [
        delta({
          tool_calls: [
            { index: 0, id: 'a', function: GAMES },
            { index: 0, id: 'b', function: STATS },
          ],
        }),
      ],
    ],
    [
      'under one index, in pieces that are mixed by id',
      [
        piece({ index: 0, id: 'a', function: { name: GAMES.name, arguments: '{"limit"' } }),
        piece({ index: 0, id: 'b', function: { name: STATS.name, arguments: '{"mode"' } }),
        piece({ index: 0, id: 'a', function: { arguments: ':5}' } }),
        piece({ index: 0, id: 'b', function: { arguments: ':"duel"}' } }),
      ],
    ],
    [
      'under one index, each in pieces, one after the other',
      [
        piece({ index: 0, id: 'a', function: { name: GAMES.name, arguments: '' } }),
        piece({ index: 0, function: { arguments: '{"limit":' } }),
        piece({ index: 0, function: { arguments: '5}' } }),
        piece({ index: 0, id: 'b', function: { name: STATS.name, arguments: '' } }),
        piece({ index: 0, function: { arguments: '{"mode":"duel"}' } }),
      ],
    ],
  ])('reads two tool calls that come %s', async (_, chunks) => {
    expect(await toolsOf(...chunks)).toEqual(BOTH);
  });

  it('reads two calls of one tool that differ only in their arguments', async () => {
    const calls = ['{"limit":5}', '{"limit":9}'].map((json) =>
      piece({ index: 0, function: { ...GAMES, arguments: json } }),
    );
    expect(await toolsOf(...calls)).toEqual([
      ['get_recent_games', { limit: 5 }],
      ['get_recent_games', { limit: 9 }],
    ]);
  });
});

describe('one tool call', () => {
  const ONE = [['get_recent_games', { limit: 5 }]];
  const { name } = GAMES;

  it.each<[string, readonly object[]]>([
    [
      'repeats its whole name in every piece',
      ['{"li', 'mit":', '5}'].map((json) => piece({ index: 0, id: 'a', function: { name, arguments: json } })),
    ],
    [
      'repeats its whole name without an id, and once more at its end',
      ['{"li', 'mit":5}', ''].map((json) => piece({ index: 0, function: { name, arguments: json } })),
    ],
    ['gives its arguments as an object', [piece({ index: 0, id: 'a', function: { name, arguments: { limit: 5 } } })]],
    ['encodes its arguments twice', [piece({ index: 0, id: 'a', function: { name, arguments: '"{\\"limit\\":5}"' } })]],
    ['is sent whole a second time', [1, 2].map(() => piece({ index: 0, id: 'a', function: GAMES }))],
    [
      'begins with empty arguments in place of none',
      ['{}', '{"limit":5}'].map((json, at) =>
        piece({ index: 0, id: 'a', function: { ...(at === 0 && { name }), arguments: json } }),
      ),
    ],
    [
      'has a new id in every piece',
      [
        piece({ index: 0, id: 'a', function: { name, arguments: '{"limit":' } }),
        piece({ index: 0, id: 'b', function: { arguments: '5}' } }),
      ],
    ],
    [
      'has its name in pieces',
      [
        piece({ index: 0, id: 'a', function: { name: 'get_recent', arguments: '' } }),
        piece({ index: 0, function: { name: '_games', arguments: '{"limit":5}' } }),
      ],
    ],
    [
      'has the prefix of a namespace',
      [piece({ index: 0, id: 'a', function: { ...GAMES, name: `functions.${name}` } })],
    ],
    [
      'has no arguments in its first piece',
      [piece({ index: 0, id: 'a', function: { name } }), piece({ index: 0, function: { arguments: '{"limit":5}' } })],
    ],
    [
      'is a function_call',
      [delta({ function_call: { name } }), delta({ function_call: { arguments: '{"limit":5}' } })],
    ],
    ['has nulls wherever it can', [delta({ content: null, tool_calls: [{ index: null, id: null, function: GAMES }] })]],
  ])('reads a tool call that %s', async (_, chunks) => {
    expect(await toolsOf(...chunks)).toEqual(ONE);
  });

  it('reads a tool call without arguments as one with an empty input', async () => {
    expect(await toolsOf(piece({ index: 0, id: 'a', function: { name, arguments: '' } }))).toEqual([[name, {}]]);
  });

  it('ends with tool_use after a tool call although the finish reason is stop', async () => {
    const events = await answer([piece({ index: 0, id: 'a', function: GAMES }), finish('stop')]);
    expect(events.at(-1)).toMatchObject({ stopReason: 'tool_use' });
  });

  it('passes invalid JSON in arguments on as a null input, which the tool refuses', async () => {
    expect(await toolsOf(piece({ index: 0, id: 'a', function: { name, arguments: '{"limit": five}' } }))).toEqual([
      [name, null],
    ]);
  });

  it('yields a null input for arguments that the token limit cuts', async () => {
    const events = await answer([
      piece({ index: 0, id: 'a', function: { name, arguments: '{"lim' } }),
      finish('length'),
    ]);
    expect(events.at(-1)).toMatchObject({ stopReason: 'max_tokens', content: [{ type: 'tool_use', input: null }] });
  });
});

describe('a call that cannot be understood', () => {
  it.each<[string, object, string]>([
    [
      'whose tool was not offered',
      { index: 0, function: { name: 'delete everything', arguments: '{}' } },
      'The server called a tool that was not offered: delete?everything.',
    ],
    ['that has no name', { index: 0, function: { arguments: '{}' } }, 'The server called a tool without its name.'],
    [
      'whose name is two names joined',
      { index: 0, function: { name: GAMES.name + STATS.name, arguments: '{}' } },
      `The server called a tool that was not offered: ${GAMES.name}${STATS.name}.`,
    ],
  ])('fails with a plain message for a tool call %s', async (_, call, message) => {
    const { url } = await startOpenAi([delta({ content: 'Let me look.' }), piece(call), finish('tool_calls')]);
    const reported: string[] = [];

    const asking = askOpenAi(url, { offered: TOOLS, report: (line) => reported.push(line) });

    await expect(asking).rejects.toMatchObject({ kind: 'busy', cause: { name: 'ModelStreamErrorException', message } });
    expect(reported).toEqual([message]);
  });
});
