import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { useCoachSession } from '#react/use-coach-session';
import type { Pane } from '../../conversation/session-screen.tsx';
import { usePictures } from '../../data/use-pictures.ts';
import { Bench } from './bench.tsx';

type View = 'talk' | 'words' | 'pictures';

/** Whether something has changed since it was last shown. @param value - `undefined` while it is not known. */
function useNews(value: number | undefined, isShown: boolean): boolean {
  const seen = useRef(value);
  if (isShown || seen.current === undefined) seen.current = value;
  return seen.current !== value;
}

/** Counts what was finished on this page. */
function useFinished(isRunning: boolean): number {
  const count = useRef({ finished: 0, wasRunning: isRunning });
  const { finished, wasRunning } = count.current;
  if (wasRunning !== isRunning) count.current = { finished: finished + Number(wasRunning), wasRunning: isRunning };
  return count.current.finished;
}

/** Words and pictures: beside the thread, in a sheet, or on a phone in place of it. */
export function useBench(): { readonly pane: Pane; readonly showTalk: () => void } {
  const { t } = useTranslation();
  const { draftVersion, load } = useCoachSession(promptCoach);
  const [shown, setShown] = useState<View>('talk');
  const pictures = usePictures();
  const showTalk = useCallback(() => setShown('talk'), []);
  const news = {
    words: useNews(load === 'ready' ? draftVersion : undefined, shown === 'words'),
    pictures: useNews(useFinished(pictures.isMaking), shown === 'pictures'),
  };
  const newsOf = (view: 'words' | 'pictures') => (news[view] ? t('prompt.session.news') : undefined);
  return {
    showTalk,
    pane: {
      size: 'bench',
      title: t('prompt.session.bench'),
      button: t('prompt.session.bench'),
      content: <Bench pictures={pictures} onSent={showTalk} />,
      views: {
        label: t('prompt.session.views'),
        all: [
          { id: 'talk', label: t('prompt.session.talk') },
          { id: 'words', label: t('prompt.session.words'), news: newsOf('words') },
          { id: 'pictures', label: t('prompt.session.pictures'), news: newsOf('pictures') },
        ],
        shown,
        onShow: (id) => setShown(id as View),
      },
    },
  };
}
