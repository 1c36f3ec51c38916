import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '#client/refusal';
import { DESCRIPTION_MAX } from '#contract/prompt-coach/intent';
import { isBlank, lengthOf } from '#contract/text';
import { useDraftEdit } from '../../data/use-draft-edit.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { CONTROL, Hint } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './bench.module.css';

/** Someone else was faster: the words stay here, and what to do is said. */
function Refused({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const code = error instanceof Refusal ? error.code : undefined;
  if (code !== 'predecessor_mismatch' && code !== 'turn_in_progress') return <Failure error={error} />;
  return (
    <Notice tone="warn" isAlert>
      {t(code === 'turn_in_progress' ? 'prompt.words.busy' : 'prompt.words.newer')}
    </Notice>
  );
}

export interface WordsEditProps {
  readonly first: string;
  readonly onDone: () => void;
}

/** The words, to be changed by the person. */
export function WordsEdit({ first, onDone }: WordsEditProps) {
  const { t } = useTranslation();
  const hint = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(first);
  const { save, error, isPending } = useDraftEdit();
  const length = lengthOf(text);
  const isTooLong = length > DESCRIPTION_MAX;
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isTooLong || isBlank(text) || isPending) return;
    if (text.trim() === first.trim()) onDone();
    else save(text, onDone);
  };
  return (
    <form className={styles['edit']} onSubmit={onSubmit}>
      <textarea
        ref={field}
        className={CONTROL}
        dir="auto"
        value={text}
        aria-label={t('prompt.words.field')}
        aria-describedby={hint}
        aria-invalid={isTooLong}
        onChange={({ target }) => setText(target.value)}
      />
      <Hint id={hint} isBad={isTooLong}>
        {t('prompt.form.count', { count: length, most: DESCRIPTION_MAX })}
      </Hint>
      {error && <Refused error={error} />}
      <div className={styles['row']}>
        <Button type="submit" aria-busy={isPending}>
          {t('prompt.words.save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
