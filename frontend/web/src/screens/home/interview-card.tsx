import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatorSession } from '#contract/creator-session-responses';
import { interviewPath } from '../../app/paths.ts';
import { useDeleteInterview } from '../../data/use-interviews.ts';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Track } from '../../ui/track.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useProgressText } from '../creator/use-progress-text.ts';
import styles from './home.module.css';

/** An interview that can be continued. */
export function InterviewCard({ session }: { readonly session: CreatorSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isDeleting, setIsDeleting] = useState(false);
  const title = session.title ?? t('home.untitled');
  const { percentage } = session.progressDetails;
  const progressText = useProgressText();
  const remove = useDeleteInterview();
  return (
    <li className={styles['card']}>
      <Track percentage={percentage}>{format.percent(percentage)}</Track>
      <div className={styles['cardText']}>
        <h3 dir="auto">{title}</h3>
        <p>{progressText(session.progressDetails)}</p>
        <p>{t('home.lastActive', { when: format.ago(session.updatedAt) })}</p>
      </div>
      <div className={styles['cardActions']}>
        <IconButton name="trash" label={t('nav.deleteNamed', { title })} onClick={() => setIsDeleting(true)} />
        <ButtonLink href={interviewPath(session.sessionId)} iconEnd="arrowRight">
          {t('home.continue')}
        </ButtonLink>
      </div>
      {isDeleting && (
        <ConfirmDialog
          title={t('home.deleteTitle')}
          text={t('home.deleteText')}
          action={t('nav.delete')}
          mutation={{ ...remove, mutate: (_, options) => remove.mutate(session.sessionId, options) }}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </li>
  );
}
