import { useRef } from 'react';
import { Button, IconButton } from '../ui/button.tsx';

/** Everything that a browser may be able to read. What it cannot is refused with a reason. */
export const ACCEPT = 'image/*,.heic,.heif';

export interface PickButtonProps {
  readonly label: string;
  readonly isMultiple: boolean;
  /** Shows the label beside the icon. */
  readonly hasWords?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the choice of files of the system. */
export function PickButton({ label, isMultiple, hasWords = false, onFiles }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const pick = () => input.current?.click();
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        multiple={isMultiple}
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      {hasWords ? (
        <Button icon="upload" onClick={pick}>
          {label}
        </Button>
      ) : (
        <IconButton name="attach" label={label} onClick={pick} />
      )}
    </>
  );
}
