import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { BrandKit } from '#contract/prompt-coach/brand';
import { Loading } from '../../app/loading.tsx';
import { PROMPT_KITS, PROMPT_NEW } from '../../app/paths.ts';
import { promptDraftState, readPromptDraft } from '../../app/prompt-start.ts';
import { useBrandKits } from '../../data/use-brand-kits.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PromptPage } from '../prompt-coach/prompt-page.tsx';
import { DeleteKit } from './delete-kit.tsx';
import { KitForm } from './kit-form.tsx';

/** Where the page leads back to: the form of a new session that opened it, with what was written there, or the kits. */
function useWayBack() {
  const [, navigate] = useLocation();
  const [draft] = useState(readPromptDraft);
  const href = draft ? PROMPT_NEW : PROMPT_KITS;
  return {
    isForm: draft !== undefined,
    href,
    state: draft && promptDraftState(draft),
    /** @param brandKitId - Of the kit that the form takes. */
    leave: (brandKitId?: string) => {
      const { brandKitId: _, ...rest } = draft ?? {};
      const next = { ...rest, ...(brandKitId !== undefined && { brandKitId }) };
      navigate(href, draft ? { state: promptDraftState(next) } : {});
    },
  };
}

function Deletion({ kit, onDone }: { readonly kit: BrandKit; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button look="quiet" icon="trash" onClick={() => setIsAsking(true)}>
        {t('prompt.kits.delete')}
      </Button>
      {isAsking && <DeleteKit kit={kit} onDone={onDone} onClose={() => setIsAsking(false)} />}
    </>
  );
}

/** Creates a brand kit, or changes one. */
export function KitPage({ brandKitId }: { readonly brandKitId: string | undefined }) {
  usePromptTexts();
  const { t } = useTranslation();
  const { isForm, href, state, leave } = useWayBack();
  const { data, error, isPending, refetch } = useBrandKits();
  const kit = data?.brandKits.find((known) => known.brandKitId === brandKitId);
  const isNew = brandKitId === undefined;
  return (
    <PromptPage
      title={isNew ? t('prompt.kits.new') : (kit?.name ?? t('prompt.kits.one'))}
      lead={isNew ? t('prompt.kits.newLead') : undefined}
      back={{ href, state, name: isForm ? t('prompt.home.new') : t('prompt.kits.title') }}
      actions={kit && <Deletion kit={kit} onDone={() => leave()} />}
    >
      {!isNew && isPending && <Loading />}
      {!isNew && error && <Failure error={error} onRetry={() => void refetch()} />}
      {!isNew && data && !kit && <Notice tone="plain">{t('prompt.kits.missing')}</Notice>}
      {(isNew || kit) && <KitForm kit={kit} onSaved={(saved) => leave(saved.brandKitId)} />}
    </PromptPage>
  );
}
