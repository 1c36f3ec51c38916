import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { useFrameLook } from '../app/frame-context.ts';
import { MessagePage } from '../app/message-page.tsx';
import { usePageTitle } from '../app/use-page-title.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { Announcer } from './announcer.tsx';
import { BannerRow } from './banner-row.tsx';
import { Composer, type ComposerProps } from './composer.tsx';
import { COMPOSER } from './composer-id.ts';
import { type Persona, PersonaContext } from './persona.ts';
import { SessionHead, type SessionHeadProps } from './session-head.tsx';
import styles from './session-screen.module.css';
import { Thread } from './thread.tsx';
import { useStopKey } from './use-stop-key.ts';

/** What a coach shows beside the conversation, or in a sheet where there is no room. */
export interface Pane {
  /** How wide it is: 344 or 540 pixels. The wider one folds the sidebar to a rail. */
  readonly size: 'topics' | 'bench';
  readonly title: string;
  /** The words on the button that opens the sheet. */
  readonly button: string;
  readonly content: ReactNode;
  /** On a phone the pane is in place of the thread, one part of it at a time: those with this `data-part`. */
  readonly views?: PaneViews;
}

export interface PaneViews {
  readonly label: string;
  /** The first one is the thread. */
  readonly all: readonly { readonly id: string; readonly label: string; readonly news?: string | undefined }[];
  readonly shown: string;
  readonly onShow: (id: string) => void;
}

export interface SessionScreenProps extends Omit<SessionHeadProps, 'actions'> {
  readonly persona: Persona;
  readonly pageTitle: string;
  /** What is said when the session does not exist. */
  readonly missing: string;
  /** Buttons of the head bar. */
  readonly actions?: ReactNode;
  /** Banners of the coach, below those of the connection. */
  readonly banner?: ReactNode;
  /** Shown until the first message. */
  readonly opening?: ReactNode;
  /** The end of the thread: what can be done besides writing. */
  readonly end?: ReactNode;
  readonly pane?: Pane | undefined;
  /** Above the composer, while something can be written. */
  readonly suggestions?: ReactNode;
  readonly composer?: ComposerProps;
  /** In place of the composer, when nothing can be written. */
  readonly instead?: ReactNode;
}

function PaneButton({ pane }: { readonly pane: Pane }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles['paneButton']}>
      <Button iconEnd="chevronDown" onClick={() => setIsOpen(true)}>
        {pane.button}
      </Button>
      {isOpen && (
        <Dialog title={pane.title} look="sheet" onClose={() => setIsOpen(false)}>
          {pane.content}
        </Dialog>
      )}
    </div>
  );
}

/** What scrolls must be reachable by keyboard. */
const SCROLLER = { tabIndex: 0 } as const;

function PaneBeside({ pane }: { readonly pane: Pane }) {
  const id = useId();
  return (
    <aside className={styles['pane']} {...SCROLLER} aria-labelledby={id}>
      <h2 id={id}>{pane.title}</h2>
      {pane.content}
    </aside>
  );
}

function Views({ label, all, shown, onShow }: PaneViews) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a box of its own, which a row of tabs is not
    <div className={styles['views']} role="group" aria-label={label}>
      {all.map(({ id, label: words, news }) => (
        <button key={id} type="button" aria-pressed={id === shown} onClick={() => onShow(id)}>
          {words}
          {news !== undefined && (
            <span className={styles['news']}>
              <VisuallyHidden>({news})</VisuallyHidden>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** The session once it can be shown. */
function Session(props: SessionScreenProps) {
  const { pane, banner, opening, end, suggestions, composer, instead, actions, ...head } = props;
  const { load, session } = useCoachSession();
  const isKnown = load !== 'loading' || session !== undefined;
  useFrameLook(pane?.size === 'bench' ? 'wide-session' : 'session');
  useStopKey();
  return (
    <div className={styles['screen']} data-coach={props.persona.hue} data-focus-home={COMPOSER} tabIndex={-1}>
      <div className={styles['columns']} data-pane={pane?.size} data-view={pane?.views?.shown}>
        <div className={styles['conversation']}>
          <SessionHead
            {...head}
            views={pane?.views && <Views {...pane.views} />}
            actions={
              <>
                {actions}
                {pane && <PaneButton pane={pane} />}
              </>
            }
          />
          <BannerRow>{banner}</BannerRow>
          <div className={styles['talk']}>
            <Thread opening={opening} end={end} home={head.home} />
          </div>
          {isKnown && (
            <div className={styles[instead ? 'instead' : 'dock']}>
              {!instead && suggestions}
              {instead ?? <Composer {...composer} />}
            </div>
          )}
        </div>
        {pane && <PaneBeside pane={pane} />}
      </div>
      <Announcer />
    </div>
  );
}

/**
 * The page of one session, for every coach: head bar, banner row, thread and composer, a pane at the side, and what is
 * said when the session cannot be shown. A coach fills the slots. Inside a `CoachSessionProvider`.
 */
export function SessionScreen(props: SessionScreenProps) {
  const { t } = useTranslation();
  const { persona, pageTitle, missing, home } = props;
  const { load, reset } = useCoachSession();
  usePageTitle(pageTitle);
  if (load === 'missing') {
    return (
      <MessagePage title={missing}>
        <ButtonLink href={home.href}>{home.label}</ButtonLink>
      </MessagePage>
    );
  }
  if (load === 'unreachable') {
    return (
      <MessagePage title={t('app.unreachable')}>
        <Button onClick={() => void reset()}>{t('app.tryAgain')}</Button>
      </MessagePage>
    );
  }
  return (
    <PersonaContext value={persona}>
      <Session {...props} />
    </PersonaContext>
  );
}
