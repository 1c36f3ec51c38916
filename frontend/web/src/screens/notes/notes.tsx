import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '#contract/games';
import { Loading } from '../../app/loading.tsx';
import { useDeleteNote, useNotes } from '../../data/use-notes.ts';
import { IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { Prose } from '../../ui/prose.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { GamePage, Section } from '../game-coach/game-page.tsx';
import { NewNoteForm } from './new-note-form.tsx';
import styles from './notes.module.css';

function NoteCard({ note }: { readonly note: Note }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isDeleting, setIsDeleting] = useState(false);
  const remove = useDeleteNote(note.noteId);
  const date = format.moment(note.createdAt);
  return (
    <li className={styles['note']} data-category={note.category}>
      <header>
        <p>
          <strong>{t(`game.notes.categories.${note.category}`)}</strong>
          <time dateTime={note.createdAt}>{date}</time>
        </p>
        <IconButton name="trash" label={t('game.notes.deleteNamed', { date })} onClick={() => setIsDeleting(true)} />
      </header>
      <Prose text={note.content} />
      {isDeleting && (
        <ConfirmDialog
          title={t('game.notes.deleteTitle')}
          text={t('game.notes.deleteText')}
          action={t('game.notes.delete')}
          mutation={remove}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </li>
  );
}

/** Notes of the player and the coach. */
export function Notes() {
  const { t } = useTranslation();
  const { query, notes } = useNotes();
  return (
    <GamePage title={t('game.notes.title')} lead={t('game.notes.lead')}>
      <div className={styles['columns']}>
        <NewNoteForm />
        <div>
          {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
          {query.isPending && <Loading />}
          {query.isSuccess && (
            <Section title={t('game.notes.list')}>
              {notes.length === 0 && <p className={styles['soft']}>{t('game.notes.empty')}</p>}
              <PagedList className={styles['notes']} more={{ label: t('game.notes.more'), query }}>
                {notes.map((note) => (
                  <NoteCard key={note.noteId} note={note} />
                ))}
              </PagedList>
            </Section>
          )}
        </div>
      </div>
    </GamePage>
  );
}
