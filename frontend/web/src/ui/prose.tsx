import styles from './prose.module.css';

interface Paragraph {
  /** Where it begins: text only grows at its end, so this is who it is. */
  readonly at: number;
  readonly text: string;
}

const BREAK = '\n\n';

function paragraphsOf(text: string): readonly Paragraph[] {
  let at = 0;
  return text.split(BREAK).flatMap((part) => {
    const paragraph = { at, text: part.trim() };
    at += part.length + BREAK.length;
    return paragraph.text === '' ? [] : [paragraph];
  });
}

export interface ProseProps {
  readonly text: string;
  /** More words are on their way. */
  readonly isGrowing?: boolean;
}

/**
 * The one place where words of a person or of a model are shown. Everything in them is text: no markup is read, so
 * there is nothing that could act, load or leave the page.
 */
export function Prose({ text, isGrowing = false }: ProseProps) {
  return (
    <div className={styles['prose']} data-growing={isGrowing} dir="auto">
      {paragraphsOf(text).map((paragraph) => (
        <p key={paragraph.at}>{paragraph.text}</p>
      ))}
    </div>
  );
}
