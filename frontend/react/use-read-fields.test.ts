// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useReadFields } from './use-read-fields.ts';

afterEach(cleanup);

interface Weather {
  readonly degrees: number;
  readonly wind: string;
  readonly isNight: boolean;
}

/** A value that changes, and a hook that renders it by `look`. */
function watching(look: (weather: Weather) => string) {
  let weather: Weather = { degrees: 20, wind: 'calm', isNight: false };
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const latest = () => ({ ...weather });
  const drawn: string[] = [];
  const { rerender } = renderHook(() => drawn.push(look(useReadFields(subscribe, latest))));
  const change = (part: Partial<Weather>) =>
    act(() => {
      weather = { ...weather, ...part };
      for (const listener of listeners) listener();
    });
  return { drawn, change, drawAgain: () => rerender() };
}

it('renders again when a field changes that was read, and at no other change', () => {
  const { drawn, change } = watching(({ degrees }) => `${degrees}`);

  change({ wind: 'gale' });
  change({ degrees: 19 });
  change({ degrees: 19 });

  expect(drawn).toEqual(['20', '19']);
});

it('returns the latest value of a field that was not read before', () => {
  const { drawn, change } = watching((weather) => (weather.isNight ? weather.wind : 'day'));
  change({ wind: 'gale' });

  change({ isNight: true });
  change({ wind: 'storm' });

  expect(drawn).toEqual(['day', 'gale', 'storm']);
});

it('ignores a field that is no longer read', () => {
  const { drawn, change } = watching((weather) => (weather.isNight ? 'night' : weather.wind));
  change({ isNight: true });

  change({ wind: 'storm' });

  expect(drawn).toEqual(['calm', 'night']);
});

it('notices a change back to a value that was rendered before', () => {
  const { drawn, change, drawAgain } = watching((weather) => (weather.isNight ? weather.wind : 'day'));
  change({ isNight: true });
  change({ wind: 'gale' });
  drawAgain();

  change({ wind: 'calm' });

  expect(drawn.at(-1)).toBe('calm');
});

it('renders again at every change when the object is spread', () => {
  const { drawn, change } = watching((weather) => Object.values({ ...weather }).join(' '));

  change({ wind: 'gale' });

  expect(drawn).toEqual(['20 calm false', '20 gale false']);
});
