import type { ImagePorts } from '#client/attachments';
import type { PostForm } from '#client/uploads';

/** By `XMLHttpRequest`, because `fetch` does not tell how much of a body is sent. */
const postForm: PostForm<Blob> = ({ url, fields, file, fileName }, { onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, fileName);
    const request = new XMLHttpRequest();
    const onAbort = () => request.abort();
    const end = (finish: () => void) => () => {
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    request.onload = end(() => resolve(request.status));
    request.onerror = end(() => reject(new TypeError('the form was not sent')));
    request.onabort = end(() => reject(signal.reason));
    signal.addEventListener('abort', onAbort);
    request.open('POST', url);
    request.send(form);
  });

export type WebImagePorts = ImagePorts<File, Blob, ImageBitmap>;

/** Images by the browser's own decoders. Their code is loaded with the first file. */
export const WEB_IMAGE_PORTS: WebImagePorts = {
  prepare: async (file, signal) => (await import('./web-images.ts')).prepareImage(file, signal),
  post: postForm,
};
