/** An HTML form that uploads one file straight to the object store. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly expiresAt: string;
}

export interface PresignedUrl {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A part of an object. */
export interface ObjectPart {
  readonly bytes: Uint8Array;
  /** Of the whole object. */
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** Files of people: uploads and generated pictures. Keys begin with the kind of file and the verified user. */
export interface Objects {
  /**
   * The form accepts exactly this key, type and size, and stores the object with the tag `unreferenced=true`, so that
   * a life-cycle rule removes it unless {@link keep} is called.
   */
  uploadForm(file: {
    readonly key: string;
    readonly contentType: string;
    readonly sizeBytes: number;
  }): Promise<UploadForm>;

  /** @param fileName - Makes the browser save the file under this name. */
  downloadUrl(key: string, fileName?: string): Promise<PresignedUrl>;

  /**
   * @param range - Bytes from the start, or from the end. The whole object when it is absent.
   * @returns `undefined` when the object does not exist.
   */
  read(
    key: string,
    range?: { readonly first: number } | { readonly last: number },
    signal?: AbortSignal,
  ): Promise<ObjectPart | undefined>;

  /** Stores an object that no life-cycle rule removes. The same key again replaces it. */
  put(object: { readonly key: string; readonly bytes: Uint8Array; readonly contentType: string }): Promise<void>;

  /** Removes the tag `unreferenced`. @returns false when the object does not exist. */
  keep(key: string): Promise<boolean>;

  /** Unknown keys are no error. */
  remove(keys: readonly string[]): Promise<void>;

  /** All keys below a prefix, a page at a time. */
  list(prefix: string, cursor?: string): Promise<{ readonly keys: readonly string[]; readonly nextCursor?: string }>;
}
