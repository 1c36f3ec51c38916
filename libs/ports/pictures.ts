/** What an image model is asked for. */
export interface PictureRequest {
  /** In words. It must not ask for text, because the product draws texts itself. */
  readonly description: string;
  /** What must not be in the picture, for example `text, letters`. */
  readonly without: string;
  /** The wanted format in pixels. The model's picture has its nearest own format. */
  readonly width: number;
  readonly height: number;
  readonly isTransparent: boolean;
  /** The same seed and request give the same picture, where the model can. 0 to 4,294,967,295. */
  readonly seed: number;
  /** A PNG to start from. */
  readonly basedOn?: Uint8Array;
}

/** A model that draws. */
export interface Pictures {
  /** Whether it can start from a picture. Otherwise `basedOn` is ignored. */
  readonly startsFromPictures: boolean;
  /**
   * @returns a PNG.
   * @throws {ModelFailure} as for language models; `refused` when the model declines the description.
   */
  draw(request: PictureRequest, signal: AbortSignal): Promise<Uint8Array>;
}
