import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Refusal } from '#client/refusal';
import { refusedFields } from '#client/refused-fields';
import { faultsOf } from '#contract/faults';
import { type BrandKit, NewBrandKit } from '#contract/prompt-coach/brand';
import { useSaveBrandKit } from '../../data/use-brand-kits.ts';
import { kitOf, useKitValues } from './use-kit-values.ts';
import { useLogo } from './use-logo.ts';

/** Fields that can say what is wrong with them. */
const FIELDS = /^(?:name|tone|fonts\.(?:headline|body)|logoUrl|logoKey|colors\.\d+\.(?:hex|name))$/;

/** The form of a kit: its values, what is wrong with them, and saving. */
export function useKitForm(kit: BrandKit | undefined, onSaved: (kit: BrandKit) => void) {
  const form = useRef<HTMLFormElement>(null);
  const save = useSaveBrandKit(kit?.brandKitId);
  const [isTried, setIsTried] = useState(false);
  /** Counts the attempts that were refused, here or by the server. */
  const [refusals, setRefusals] = useState(0);
  const fields = useKitValues(kit, save.reset);
  const logo = useLogo(kit?.logoKey);
  const { store } = logo.shown;
  const parsed = NewBrandKit.safeParse(kitOf(fields.values, logo.key));
  const own = [...faultsOf(parsed.error?.issues ?? []).map(({ path }) => path), ...(logo.isFailed ? ['logoKey'] : [])];
  const refused = save.error instanceof Refusal ? refusedFields(save.error) : [];
  const faults = new Set([...(isTried ? own : []), ...refused]);
  const isRefused = () => setRefusals((count) => count + 1);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return {
    ...fields,
    form,
    logo,
    isSaving: save.isPending,
    isBad: (path: string) => faults.has(path),
    /** What no field can say. */
    error: refused.length > 0 && refused.every((path) => FIELDS.test(path)) ? null : save.error,
    onSubmit(event: FormEvent) {
      event.preventDefault();
      if (save.isPending || logo.shown.isUploading) return;
      setIsTried(true);
      if (!parsed.success || own.length > 0) return isRefused();
      const { logoKey } = parsed.data;
      save.mutate(parsed.data, {
        onSuccess: onSaved,
        onError: (error) => {
          const isLogo = error instanceof Refusal && refusedFields(error).includes('logoKey');
          if (isLogo && logoKey !== undefined) store.reject([logoKey]);
          isRefused();
        },
      });
    },
  };
}

export type KitForm = ReturnType<typeof useKitForm>;
