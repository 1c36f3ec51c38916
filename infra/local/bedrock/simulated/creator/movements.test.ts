import { describe, expect, it } from 'vitest';
import { MOVEMENTS_TOPIC, readMovements } from './movements.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readMovements, MOVEMENTS_TOPIC);

describe('movements', () => {
  it.each([
    ['I love deadlifts and swimming but hate burpees and running', ['deadlifts', 'swimming'], ['burpees', 'running']],
    ['love squats, hate running', ['squats'], ['running']],
    ['Deadlifts, squats, rowing. Not a fan of burpees.', ['Deadlifts', 'squats', 'rowing'], ['burpees']],
    ['Squats are fun, burpees not so much', ['Squats'], ['burpees']],
    ['Running bores me, I enjoy kettlebell swings', ['kettlebell swings'], ['Running']],
    ["I like yoga and walking; I don't like jumping", ['yoga', 'walking'], ['jumping']],
    ['I want to learn muscle-ups and handstands, and I dislike rowing', ['muscle-ups', 'handstands'], ['rowing']],
    ['anything except burpees', ['anything except burpees'], ['burpees']],
    ['olympic lifting please, no running', ['olympic lifting'], ['running']],
    ["big fan of cycling, can't stand lunges", ['cycling'], ['lunges']],
    ['Likes: squats, presses. Dislikes: planks', ['squats', 'presses'], ['planks']],
  ])('reads liked and disliked movements in "%s"', (text, liked, disliked) => {
    expect(asked(text)).toEqual({ movementPreferences: liked, movementDislikes: disliked });
  });

  it.each([
    ['dancing', ['dancing']],
    ['I enjoy hiking with my dog', ['hiking with my dog']],
    ['whatever', ['open to anything']],
    ['no preference', ['open to anything']],
    ['barbell work and gymnastics', ['barbell work', 'gymnastics']],
    ['strict pull-ups, handstand walks & snatches', ['strict pull-ups', 'handstand walks', 'snatches']],
  ])('reads "%s" as an answer about movements', (text, liked) =>
    expect(asked(text)).toEqual({ movementPreferences: liked }),
  );

  it('reads movements when they were not asked for only from clear feelings', () => {
    expect(unasked('I train at home. I love kettlebell swings and hate running.')).toEqual({
      movementPreferences: ['kettlebell swings'],
      movementDislikes: ['running'],
    });
    expect(unasked("I'd like a female coach")).toEqual({});
    expect(unasked('I like to train in the morning')).toEqual({});
    expect(unasked('I want to run a marathon')).toEqual({});
  });
});
