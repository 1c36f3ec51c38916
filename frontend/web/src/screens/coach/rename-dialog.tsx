import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoachResource } from '#contract/coach-responses';
import { lengthOf } from '#contract/text';
import { useUpdateCoach } from '../../data/use-update-coach.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import styles from './coach.module.css';

const MAX_CHARACTERS = 50;

export function RenameDialog({ coach, onClose }: { readonly coach: CoachResource; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(coach.coachName);
  const rename = useUpdateCoach(coach.coachId);
  const id = useId();
  const length = lengthOf(name);
  const isValid = length > 0 && length <= MAX_CHARACTERS;
  return (
    <Dialog title={t('coach.renameTitle')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) rename.mutate({ coachName: name.trim() }, { onSuccess: onClose });
        }}
      >
        <label className={styles['field']} htmlFor={id}>
          {t('coach.name')}
          <input
            id={id}
            dir="auto"
            value={name}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            aria-invalid={!isValid}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <p id={`${id}-hint`} className={styles['meta']}>
          {t('coach.nameHint')}
        </p>
        {rename.error && <Failure error={rename.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!isValid || rename.isPending}>
            {t('coach.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
