import * as z from 'zod/mini';
import type { TurnRef } from '#ports/turn-records';
import { parseRow } from './items.ts';
import type { Row } from './storage.ts';

const PREFIX = 'hold#';

/** The budget item has one attribute for each live hold, so that dead ones are found without a query. */
export const holdAttribute = (turnId: string): string => `${PREFIX}${turnId}`;

const HoldEntry = z.object({ kind: z.string(), sessionId: z.string(), expiresAt: z.string() });
export type HoldEntry = z.infer<typeof HoldEntry>;

/** The live holds that a budget item names. */
export const holdsIn = (
  budget: Row | undefined,
  sub: string,
): readonly { readonly ref: TurnRef; readonly expiresAt: number }[] =>
  Object.keys(budget ?? {})
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => {
      const { kind, sessionId, expiresAt } = parseRow(z.object({ [name]: HoldEntry }), budget ?? {})[name] as HoldEntry;
      return { ref: { sub, kind, sessionId, turnId: name.slice(PREFIX.length) }, expiresAt: Date.parse(expiresAt) };
    });
