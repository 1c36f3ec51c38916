import { useEffect, useState } from 'react';

const isDialogOpen = (): boolean => document.querySelector('dialog[open]') !== null;

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** Copied cells and paragraphs have a picture of themselves, too; their words are meant. */
const isText = ({ types }: DataTransfer): boolean => types.includes('text/plain') && types.includes('text/html');

/**
 * Files that are pasted anywhere on the page, or dropped onto it. A drop beside would replace the page by the file, so the
 * whole page takes it.
 *
 * @returns whether files are held over the page.
 */
export function useFileGestures(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const take = (files: readonly File[]) => {
      if (files.length > 0 && !isDialogOpen()) onFiles(files);
    };
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = isDialogOpen() ? 'none' : 'copy';
      setIsOver(!isDialogOpen());
    };
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setIsOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const onPaste = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (!clipboardData || clipboardData.files.length === 0 || isText(clipboardData)) return;
      event.preventDefault();
      take([...clipboardData.files]);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
    };
  }, [onFiles]);
  return isOver;
}
