import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { Asset } from '#contract/prompt-coach/responses';
import { useCoachSession } from '#react/use-coach-session';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './as-seen.module.css';

type Kind = 'emote' | 'badge' | 'video' | 'safe' | 'story' | 'overlay';

const KINDS: Partial<Readonly<Record<AssetType, Kind>>> = {
  twitch_emote: 'emote',
  twitch_badge: 'badge',
  youtube_thumbnail: 'video',
  thumbnail: 'video',
  banner: 'safe',
  story_graphic: 'story',
  tiktok_story: 'story',
  instagram_story: 'story',
  instagram_reel: 'story',
  overlay: 'overlay',
};

interface SeenProps {
  readonly url: string;
}

/** A line of a light chat, and one of a dark chat. */
function ChatLines({ badge, emote }: { readonly badge?: ReactNode; readonly emote?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles['chats']}>
      {(['light', 'dark'] as const).map((theme) => (
        <p key={theme} data-theme={theme}>
          <VisuallyHidden>{t(`prompt.preview.${theme}`)}: </VisuallyHidden>
          {badge}
          <strong>{t('prompt.preview.viewer')}</strong> <span>{t('prompt.preview.hello')}</span>
          {emote}
        </p>
      ))}
    </div>
  );
}

/** A list of videos on a phone: this one, and the beginning of its neighbour. */
function VideoList({ url }: SeenProps) {
  const { t } = useTranslation();
  const { session } = useCoachSession(promptCoach);
  return (
    <div className={styles['videos']}>
      <div>
        <span className={styles['video']}>
          <img src={url} alt="" />
          <span aria-hidden="true">12:04</span>
        </span>
        <p>
          <strong className={styles['videoTitle']} dir="auto">
            {session?.title ?? t('prompt.preview.live')}
          </strong>
          <small>{t('prompt.preview.channel')}</small>
        </p>
      </div>
      <div aria-hidden="true">
        <span className={styles['video']} />
        <p>
          <strong>{t('prompt.preview.neighbour')}</strong>
        </p>
      </div>
    </div>
  );
}

/** The whole banner, and the part that every device shows. */
function SafeArea({ url }: SeenProps) {
  const { t } = useTranslation();
  return (
    <figure className={styles['safe']}>
      <span>
        <img src={url} alt="" />
        <span className={styles['safeBox']} />
      </span>
      <figcaption>{t('prompt.preview.safeArea')}</figcaption>
    </figure>
  );
}

/** A phone that shows the story, with the areas that the app covers. */
function Story({ url }: SeenProps) {
  const { t } = useTranslation();
  return (
    <figure className={styles['story']}>
      <span className={styles['phone']}>
        <img src={url} alt="" />
        <span data-area="top" />
        <span data-area="side" />
        <span data-area="bottom" />
      </span>
      <figcaption>{t('prompt.preview.story')}</figcaption>
    </figure>
  );
}

/** An overlay lies on the live picture. */
function Overlay({ url }: SeenProps) {
  const { t } = useTranslation();
  return (
    <figure className={styles['overlay']}>
      <span>
        <img src={url} alt="" />
      </span>
      <figcaption>{t('prompt.preview.frame')}</figcaption>
    </figure>
  );
}

const ofSize = (url: string, size: 18 | 28) => <img src={url} alt="" width={size} height={size} />;

function Seen({ kind, url }: SeenProps & { readonly kind: Kind }) {
  switch (kind) {
    case 'emote':
      return <ChatLines emote={ofSize(url, 28)} />;
    case 'badge':
      return <ChatLines badge={ofSize(url, 18)} />;
    case 'video':
      return <VideoList url={url} />;
    case 'safe':
      return <SafeArea url={url} />;
    case 'story':
      return <Story url={url} />;
    default:
      return <Overlay url={url} />;
  }
}

/** The picture in the place where people see it, at its size there. Nothing for a type that has no such place. */
export function AsSeen({ asset: { assetType, url } }: { readonly asset: Asset }) {
  const { t } = useTranslation();
  const kind = KINDS[assetType];
  if (!kind) return null;
  return (
    <section className={styles['seen']} aria-label={t('prompt.result.asSeen')}>
      <Seen kind={kind} url={url} />
    </section>
  );
}
