import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTE_MAX, NoteCategory } from '#contract/games';
import { isBlank, lengthOf } from '#contract/text';
import { useAddNote } from '../../data/use-notes.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { CONTROL, Field, Hint } from '../../ui/field.tsx';
import styles from './notes.module.css';

/** Characters left from which the rest is shown. */
const COUNT_FROM = 200;

/** Adds a note. The field is cleared and focused once it is stored. */
export function NewNoteForm() {
  const { t } = useTranslation();
  const add = useAddNote();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [content, setContent] = useState('');
  const [category, setCategory] = useState<NoteCategory>('observation');
  const left = NOTE_MAX - lengthOf(content);
  const isValid = left >= 0 && !isBlank(content);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid || add.isPending) return;
    const onSuccess = () => {
      setContent('');
      field.current?.focus();
    };
    add.mutate({ content: content.trim(), category }, { onSuccess });
  };
  return (
    <form className={styles['form']} onSubmit={submit} aria-labelledby={id}>
      <h2 id={id}>{t('game.notes.add')}</h2>
      <Field label={t('game.notes.content')}>
        <textarea
          ref={field}
          className={CONTROL}
          dir="auto"
          rows={4}
          value={content}
          aria-describedby={`${id}-hint`}
          aria-invalid={left < 0}
          onChange={({ target }) => setContent(target.value)}
        />
      </Field>
      <Hint id={`${id}-hint`} isBad={left < 0}>
        {left < 0 && t('chat.tooLong', { count: -left })}
        {left >= 0 && left < COUNT_FROM && t('game.notes.left', { count: left })}
      </Hint>
      <fieldset className={styles['categories']}>
        <legend>{t('game.notes.category')}</legend>
        {NoteCategory.options.map((name) => (
          <label key={name} data-category={name}>
            <input
              type="radio"
              name={`${id}-category`}
              value={name}
              checked={name === category}
              onChange={() => setCategory(name)}
            />
            <span>{t(`game.notes.categories.${name}`)}</span>
          </label>
        ))}
      </fieldset>
      {add.error && <Failure error={add.error} />}
      <Button look="primary" type="submit" disabled={!isValid || add.isPending}>
        {t('game.notes.save')}
      </Button>
    </form>
  );
}
