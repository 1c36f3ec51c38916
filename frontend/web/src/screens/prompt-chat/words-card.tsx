import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import type { Draft } from '#contract/prompt-coach/intent';
import { useCoachSession } from '#react/use-coach-session';
import { useDraftEdit } from '../../data/use-draft-edit.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './bench.module.css';
import { ChangedWords } from './changed-words.tsx';
import { useDrafts } from './use-drafts.ts';
import { WordsEdit } from './words-edit.tsx';

interface VersionsProps {
  readonly drafts: readonly Draft[];
  readonly shown: number;
  readonly onShow: (version: number) => void;
}

function Versions({ drafts, shown, onShow }: VersionsProps) {
  const { t } = useTranslation();
  if (drafts.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a box of its own, which a row of buttons is not
    <div className={styles['switch']} role="group" aria-label={t('prompt.words.versions')}>
      {drafts.map(({ version }) => (
        <button
          key={version}
          type="button"
          aria-pressed={version === shown}
          aria-label={t('prompt.words.version', { version })}
          onClick={() => onShow(version)}
        >
          {version}
        </button>
      ))}
    </div>
  );
}

/** What this version is made of: the message that led to it, and the parts of the brand. */
function Origin({ draft: { refinementRequest, brandElementsUsed } }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = brandElementsUsed.map((part) => part.slice(part.indexOf(':') + 1));
  return (
    <div className={styles['origin']}>
      <p dir="auto">
        {refinementRequest === '' ? t('prompt.words.own') : t('prompt.words.asked', { request: refinementRequest })}
      </p>
      {parts.length > 0 && <p>{t('prompt.words.brand', { parts: format.list(parts) })}</p>}
    </div>
  );
}

/** The versions of the words: what each changed, and the person's own edit. */
export function WordsCard() {
  const { t } = useTranslation();
  const id = useId();
  const { draftVersion, session } = useCoachSession(promptCoach);
  const drafts = useDrafts();
  const [chosen, setChosen] = useState(draftVersion);
  const [isEditing, setIsEditing] = useState(false);
  const edit = useDraftEdit();
  // A new version is what one wants to see.
  useEffect(() => setChosen(draftVersion), [draftVersion]);
  const index = drafts.findIndex(({ version }) => version === chosen);
  const draft = drafts[index] ?? drafts.at(-1);
  const canEdit = session?.status === 'active';
  return (
    <section className={styles['card']} aria-labelledby={id} data-focus-home="" tabIndex={-1}>
      <header>
        <h3 id={id}>{t('prompt.words.title')}</h3>
        {!isEditing && draft && <Versions drafts={drafts} shown={draft.version} onShow={setChosen} />}
        {canEdit && !isEditing && draft && (
          <IconButton name="edit" label={t('prompt.words.edit')} onClick={() => setIsEditing(true)} />
        )}
      </header>
      {!draft && <p className={styles['soft']}>{t('prompt.words.none')}</p>}
      {draft && !isEditing && (
        <>
          <ChangedWords before={drafts[drafts.indexOf(draft) - 1]?.description} after={draft.description} />
          <Origin draft={draft} />
          {canEdit && draft.version < draftVersion && (
            <div>
              <Button aria-busy={edit.isPending} onClick={() => edit.isPending || edit.save(draft.description)}>
                {t('prompt.words.back')}
              </Button>
            </div>
          )}
          {edit.error && <Failure error={edit.error} />}
        </>
      )}
      {isEditing && <WordsEdit first={draft?.description ?? ''} onDone={() => setIsEditing(false)} />}
    </section>
  );
}
