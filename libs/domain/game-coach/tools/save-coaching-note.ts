import { NOTE_MAX, NoteCategory } from '#contract/games';
import { isoOf } from '#ports/clock';
import { type ActionTool, defineTool } from '../../tool.ts';
import { toolChoice, toolInput, toolText } from '../../tool-input.ts';

const Input = toolInput({
  content: toolText(NOTE_MAX, 'One thing worth knowing in later conversations, in a few sentences.'),
  category: toolChoice(NoteCategory.options, 'What kind of thing it is.'),
});

/** Stages a note for later conversations. It is stored with the answer. */
export const createSaveCoachingNote = (): ActionTool =>
  defineTool({
    name: 'save_coaching_note',
    description:
      'Keeps a note about the player for later conversations: a strength, a weakness, a goal or an observation that ' +
      'will still matter. Not for small talk, nor for what the games tell by themselves.',
    label: 'Writing down a note',
    input: Input,
    readOnly: false,
    async run({ content, category }, { now, newId }) {
      // Storage would not preserve lone surrogates.
      const note = { noteId: newId(), content: content.toWellFormed(), category, createdAt: isoOf(now) };
      return { content: { note }, summary: `Noted: ${category}`, writes: [{ type: 'save_note', note }] };
    },
  });
