import { type BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { ModelFailure } from '#ports/model';
import type { Pictures } from '#ports/pictures';
import { amazonPictures } from './amazon-pictures.ts';
import type { DrawnPicture, ImageModel, PictureFamily } from './picture-family.ts';
import { stabilityPictures } from './stability-pictures.ts';

export interface BedrockPicturesDeps {
  /** A client of the model's Region. */
  readonly client: BedrockRuntimeClient;
  readonly modelId: string;
  readonly traits: Omit<ImageModel, 'modelId'> & { readonly family: keyof typeof FAMILIES };
}

const FAMILIES = { stability: stabilityPictures, amazon: amazonPictures } as const satisfies Record<
  string,
  PictureFamily
>;

/** Words of Amazon's models for a description that they decline. They say so with a ValidationException. */
const BLOCKED = /blocked by our content filters|content filter|responsible ai policy/i;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The deployer's image model on Bedrock. Keeps no state between calls and logs no description. */
export function createBedrockPictures({ client, modelId, traits }: BedrockPicturesDeps): Pictures {
  const { family: name, ...features } = traits;
  const family = FAMILIES[name];
  return {
    startsFromPictures: traits.startsFromPictures,
    async draw(request, signal) {
      signal.throwIfAborted();
      const command = new InvokeModelCommand({
        modelId,
        contentType: 'application/json',
        accept: 'application/json',
        body: JSON.stringify(family.body(request, { modelId, ...features })),
      });
      try {
        const { body } = await client.send(command, { abortSignal: signal });
        return pngOf(family.read(JSON.parse(body.transformToString())));
      } catch (error) {
        // The SDK turns an abort into an error of another name.
        signal.throwIfAborted();
        throw await failureOf(error, modelId);
      }
    },
  };
}

function pngOf(drawn: DrawnPicture): Uint8Array {
  if ('failure' in drawn) {
    throw drawn.failure === 'refused'
      ? new ModelFailure('refused', 'the image model declined the description')
      : new ModelFailure('busy', 'the image model drew no picture');
  }
  const png = Buffer.from(drawn.png, 'base64');
  if (!png.subarray(0, PNG.length).equals(PNG)) throw new ModelFailure('busy', 'the image model drew no PNG');
  return png;
}

async function failureOf(error: unknown, modelId: string): Promise<unknown> {
  if (error instanceof Error && error.name === 'ValidationException' && BLOCKED.test(error.message)) {
    return new ModelFailure('refused', 'the image model declined the description', { cause: error });
  }
  // An answer that is no JSON, or of another shape, is a broken one.
  if (error instanceof SyntaxError || (error instanceof Error && error.name === '$ZodError')) {
    return new ModelFailure('busy', 'the image model answered in another form', { cause: error });
  }
  const { toModelFailure } = await import('./model-failure.ts');
  return toModelFailure(error, { modelId, role: 'image' });
}
