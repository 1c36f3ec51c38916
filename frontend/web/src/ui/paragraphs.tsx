import styles from './prose.module.css';

interface Paragraph {
  /** Where it begins. A text only grows at its end, so this identifies the block. */
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

export interface ParagraphsProps {
  readonly text: string;
  /** More words will come. */
  readonly isGrowing: boolean;
}

/** Plain text in paragraphs: until the Markdown parser is loaded, and where it can't be used. */
export function Paragraphs({ text, isGrowing }: ParagraphsProps) {
  const paragraphs = paragraphsOf(text);
  return paragraphs.map((paragraph) => (
    <p key={paragraph.at} className={styles['plain']}>
      {paragraph.text}
      {isGrowing && paragraph === paragraphs.at(-1) && <span className={styles['dot']} />}
    </p>
  ));
}
