import type { WireStep } from '../compose-answer.ts';
import { WireException } from '../exceptions.ts';
import type { ToolPiece } from './chunk.ts';

interface OpenCall {
  readonly index: number | undefined;
  id: string | undefined;
  readonly names: string[];
  json: string;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (json: string): boolean => json.trimEnd().endsWith('}') && isObject(parsed(json));
const agree = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || other === undefined || one === other;

/**
 * Finds the call that a piece belongs to. Servers identify calls by index, by id, by repeating the name, or not at all.
 * A piece with a name begins a new call when its id differs, or when the previous arguments are complete. A piece
 * without a name always continues a call.
 */
function callOf(calls: readonly OpenCall[], { index, id, name, json }: ToolPiece): OpenCall | undefined {
  const same = calls.findLast((call) => id !== undefined && call.id === id && agree(call.index, index));
  if (same) return same;
  const near = index === undefined ? calls.at(-1) : calls.findLast((call) => call.index === index);
  if (!near || name === undefined) return near;
  const hasAnotherId = id !== undefined && near.id !== undefined && id !== near.id;
  return hasAnotherId || (json !== '' && isWhole(near.json)) ? undefined : near;
}

/** Appends a piece of the arguments. Some servers send `{}` as a placeholder first, or repeat complete arguments. */
function joined(json: string, piece: string): string {
  if (piece === '' || (isWhole(json) && json.trim() !== '{}')) return json;
  return json.trim() === '{}' ? piece : json + piece;
}

/** The offered tool that a call names. Servers send the name once, in pieces, repeatedly, or with a prefix. */
function nameOf(names: readonly string[], offered: readonly string[]): string | undefined {
  const candidates = [names.join(''), ...names.toReversed()];
  return candidates
    .flatMap((name) => [name, name.slice(name.lastIndexOf('.') + 1)])
    .find((name) => offered.includes(name));
}

/** Decodes arguments that a server has encoded twice. */
function plain(json: string): string {
  const value = json.trim().startsWith('"') ? parsed(json) : undefined;
  return typeof value === 'string' && isObject(parsed(value)) ? value : json;
}

const misunderstood = (message: string) => new WireException('modelStreamErrorException', message);

function stepOf({ names, json }: OpenCall, offered: readonly string[]): WireStep {
  const name = nameOf(names, offered);
  if (name !== undefined) return { rawTool: { name, json: plain(json) }, delayMs: 0 };
  const [called] = names;
  if (called === undefined) throw misunderstood('The server called a tool without its name.');
  throw misunderstood(
    `The server called a tool that was not offered: ${called.replace(/[^\w.-]/g, '?').slice(0, 64)}.`,
  );
}

/** Assembles tool calls from their pieces, in the order in which they begin. */
export function createToolCalls(offered: readonly string[]) {
  const calls: OpenCall[] = [];
  return {
    add(piece: ToolPiece): void {
      const { index, id, name, json } = piece;
      const call = callOf(calls, piece) ?? { index, id, names: [], json: '' };
      if (!calls.includes(call)) calls.push(call);
      call.id ??= id;
      if (name !== undefined) call.names.push(name);
      call.json = joined(call.json, json);
    },
    /** @throws {WireException} for a call of a tool that was not offered. */
    steps: (): readonly WireStep[] => calls.map((call) => stepOf(call, offered)),
  };
}
