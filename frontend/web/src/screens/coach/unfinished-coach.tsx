import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/loading.tsx';
import { MessagePage } from '../../app/message-page.tsx';
import { HOME } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useBuild } from '../../data/use-build.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Star } from '../../ui/star.tsx';
import { Track } from '../../ui/track.tsx';

/** A coach has the id of its interview, so a missing coach may be one that is being built. */
export function UnfinishedCoach({ sessionId, onReady }: { readonly sessionId: string; readonly onReady: () => void }) {
  const { t } = useTranslation();
  const { status, retry } = useBuild(sessionId);
  const state = status.data?.state;
  usePageTitle(t('build.title'));
  useEffect(() => {
    if (state === 'ready') onReady();
  }, [state, onReady]);
  if (status.isPending) return <Loading />;
  if (state === 'queued' || state === 'building') {
    return (
      <MessagePage title={t('build.title')}>
        <Track>
          <Star isAlive />
        </Track>
        <p role="status">{t(`build.${state}Text`)}</p>
        <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
      </MessagePage>
    );
  }
  if (state === 'failed') {
    const isForGood = status.data?.error?.retryable === false;
    return (
      <MessagePage title={t('build.failed')}>
        <p role="alert">{t(isForGood ? 'build.failedForGood' : 'build.failedText')}</p>
        {retry.error && <Failure error={retry.error} />}
        {!isForGood && (
          <Button look="primary" disabled={retry.isPending} onClick={() => retry.mutate()}>
            {t('build.retry')}
          </Button>
        )}
        <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={t('coach.missing')}>
      <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
    </MessagePage>
  );
}
