import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoachResource } from '#contract/coach-responses';
import { useUpdateCoach } from '../../data/use-update-coach.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './coach.module.css';
import { RenameDialog } from './rename-dialog.tsx';

/** The coach's name and description, and its actions. */
export function CoachHead({ coach }: { readonly coach: CoachResource }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isRenaming, setIsRenaming] = useState(false);
  const archive = useUpdateCoach(coach.coachId);
  const isArchived = coach.status === 'archived';
  const date = format.date(coach.createdAt);
  return (
    <header className={styles['head']}>
      <div className={styles['names']}>
        {isArchived && <p className={styles['badge']}>{t('coach.archived')}</p>}
        <h1 dir="auto">{coach.coachName}</h1>
        <p className={styles['description']} dir="auto">
          {coach.coachDescription}
        </p>
        <p className={styles['meta']}>
          {t(coach.sessionId === null ? 'coach.copied' : 'coach.built', { date })} · {t('coach.voice')}:{' '}
          {t(`coach.values.${coach.genderPreference}`)}
        </p>
      </div>
      <div className={styles['actions']}>
        <Button onClick={() => setIsRenaming(true)}>{t('coach.rename')}</Button>
        <Button
          disabled={archive.isPending}
          onClick={() => archive.mutate({ status: isArchived ? 'active' : 'archived' })}
        >
          {t(isArchived ? 'coach.unarchive' : 'coach.archive')}
        </Button>
      </div>
      {archive.error && <Failure error={archive.error} />}
      {isRenaming && <RenameDialog coach={coach} onClose={() => setIsRenaming(false)} />}
    </header>
  );
}
