import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatorSession } from '#contract/creator-session-responses';
import { useCoachAccess } from '#react/coach-provider';
import { interviewPath } from '../../app/paths.ts';
import { KEYS } from '../../data/keys.ts';
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Track } from '../../ui/track.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { ProgressText } from '../creator/progress-text.tsx';
import styles from './home.module.css';

function DeleteDialog({ sessionId, onClose }: { readonly sessionId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { rest } = useCoachAccess();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => rest.creatorSessions.delete(sessionId),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: KEYS.interviews });
      onClose();
    },
  });
  return (
    <Dialog title={t('home.deleteTitle')} onClose={onClose}>
      <p>{t('home.deleteText')}</p>
      {remove.error && <Failure error={remove.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {t('home.delete')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** An interview that waits for its person. */
export function InterviewCard({ session }: { readonly session: CreatorSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isDeleting, setIsDeleting] = useState(false);
  const title = session.title ?? t('home.untitled');
  const { percentage } = session.progressDetails;
  return (
    <li className={styles['card']}>
      <Track percentage={percentage}>{format.percent(percentage)}</Track>
      <div className={styles['cardText']}>
        <h3 dir="auto">{title}</h3>
        <p>
          <ProgressText progress={session.progressDetails} />
        </p>
        <p>{t('home.lastActive', { when: format.ago(session.updatedAt) })}</p>
      </div>
      <div className={styles['cardActions']}>
        <IconButton name="trash" label={t('home.deleteNamed', { title })} onClick={() => setIsDeleting(true)} />
        <ButtonLink href={interviewPath(session.sessionId)} iconEnd="arrowRight">
          {t('home.continue')}
        </ButtonLink>
      </div>
      {isDeleting && <DeleteDialog sessionId={session.sessionId} onClose={() => setIsDeleting(false)} />}
    </li>
  );
}
