/** Where pictures are stored. Keys start with the kind of file and the verified user. */
const folderOf = (sub: string) => `user-assets/${sub}/`;

export const assetIdOf = (generationId: string, place: number): string => `${generationId}-${place}`;

export const pictureKeys = (sub: string, assetId: string) => ({
  /** The model's picture, which later pictures start from. */
  raw: `${folderOf(sub)}${assetId}.raw`,
  /** The finished picture, with texts and logo. */
  picture: `${folderOf(sub)}${assetId}.png`,
  pack: `${folderOf(sub)}${assetId}.zip`,
});
