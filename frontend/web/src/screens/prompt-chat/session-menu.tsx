import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { isBlank } from '#contract/text';
import { useCoachSession } from '#react/use-coach-session';
import { freshen } from '../../data/freshen.ts';
import { KEYS } from '../../data/keys.ts';
import { usePromptRest } from '../../data/use-prompt-rest.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { CONTROL, Field } from '../../ui/field.tsx';

function useEnd() {
  const { sessionId, refresh } = useCoachSession(promptCoach);
  const { sessions } = usePromptRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (_: undefined) => sessions.end(sessionId),
    onSuccess: async () => {
      await refresh();
      await freshen(queries, KEYS.promptSessions);
    },
  });
}

interface MenuProps {
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

function Menu({ onEnd, onClose }: MenuProps) {
  const { t } = useTranslation();
  const { session, sessionId, refresh } = useCoachSession(promptCoach);
  const { sessions } = usePromptRest();
  const queries = useQueryClient();
  const [title, setTitle] = useState(session?.title ?? '');
  const rename = useMutation({
    mutationFn: () => sessions.update(sessionId, { title: title.trim() }),
    onSuccess: async () => {
      onClose();
      await Promise.all([refresh(), freshen(queries, KEYS.promptSessions)]);
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBlank(title)) rename.mutate();
  };
  return (
    <Dialog title={t('prompt.session.rename')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <Field label={t('prompt.session.renameField')}>
          <input
            className={CONTROL}
            maxLength={100}
            dir="auto"
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        </Field>
        {rename.error && <Failure error={rename.error} />}
        <DialogActions>
          {session?.status === 'active' && <Button onClick={onEnd}>{t('prompt.session.end')}</Button>}
          <Button look="primary" type="submit" disabled={rename.isPending}>
            {t('prompt.session.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Renames the session, or ends it. */
export function SessionMenu() {
  const { t } = useTranslation();
  const { session, isStreaming } = useCoachSession(promptCoach);
  const [open, setOpen] = useState<'menu' | 'end'>();
  const end = useEnd();
  if (!session) return null;
  return (
    <>
      <IconButton
        name="edit"
        label={t('prompt.session.rename')}
        disabled={isStreaming}
        onClick={() => setOpen('menu')}
      />
      {open === 'menu' && <Menu onEnd={() => setOpen('end')} onClose={() => setOpen(undefined)} />}
      {open === 'end' && (
        <ConfirmDialog
          title={t('prompt.session.endTitle')}
          text={t('prompt.session.endText')}
          action={t('prompt.session.end')}
          mutation={end}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
