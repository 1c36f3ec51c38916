import { useLayoutEffect, useRef } from 'react';
import styles from './attached-images.module.css';

/** Drawn into a canvas: the page's policy allows no image from memory. */
export function Preview({ bitmap }: { readonly bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0), [bitmap]);
  return <canvas ref={canvas} className={styles['preview']} width={bitmap.width} height={bitmap.height} />;
}
