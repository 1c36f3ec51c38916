import { describe, expect, it } from 'vitest';
import { moveLevel } from './level.ts';
import { signalsIn } from './signals.ts';

const UNKNOWN = { level: 'UNKNOWN', vote: null } as const;

describe('the level', () => {
  it('moves when a signal bears the model out', () => {
    expect(moveLevel(UNKNOWN, 'INTERMEDIATE', signalsIn('a PR'))).toEqual({ level: 'INTERMEDIATE', vote: null });
  });

  it('waits for a second say without one', () => {
    const once = moveLevel(UNKNOWN, 'ADVANCED', signalsIn('I prefer mornings'));
    expect(once).toEqual({ level: 'UNKNOWN', vote: 'ADVANCED' });
    expect(moveLevel(once, 'ADVANCED', [])).toEqual({ level: 'ADVANCED', vote: null });
  });

  it('counts two says in a row only', () => {
    const once = moveLevel(UNKNOWN, 'ADVANCED', []);
    const other = moveLevel(once, 'BEGINNER', []);
    expect(other).toEqual({ level: 'UNKNOWN', vote: 'BEGINNER' });
    expect(moveLevel(other, 'ADVANCED', [])).toEqual({ level: 'UNKNOWN', vote: 'ADVANCED' });
  });

  it('is not moved by a signal of another level, nor by a signal alone, nor back to unknown', () => {
    expect(moveLevel(UNKNOWN, 'ADVANCED', signalsIn('a PR')).level).toBe('UNKNOWN');
    expect(moveLevel(UNKNOWN, undefined, signalsIn('a PR'))).toEqual(UNKNOWN);
    expect(moveLevel({ level: 'ADVANCED', vote: null }, 'UNKNOWN', []).level).toBe('ADVANCED');
  });
});
