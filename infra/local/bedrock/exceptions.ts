import type { ModelException } from './simulated-model.ts';

/** The HTTP status of each exception when it is sent before the stream, and a message like Bedrock's. */
const EXCEPTIONS: Readonly<Record<ModelException, readonly [status: number, message: string]>> = {
  throttlingException: [429, 'Too many requests, please wait before trying again.'],
  modelStreamErrorException: [424, 'The model stopped in the middle of its stream.'],
  internalServerException: [
    500,
    'The system encountered an unexpected error during processing. Try your request again.',
  ],
  serviceUnavailableException: [503, 'Bedrock is unable to process your request.'],
  validationException: [400, 'The request is not valid.'],
  modelTimeoutException: [408, 'Model has timed out in processing the request. Try your request again.'],
  accessDeniedException: [403, "You don't have access to the model with the specified model ID."],
  modelErrorException: [424, 'The model failed to process the request.'],
  modelNotReadyException: [429, 'Model is not ready for inference.'],
  resourceNotFoundException: [404, 'This model version has reached the end of its life.'],
  serviceQuotaExceededException: [400, 'The request exceeds a service quota of this account.'],
};

export const MODEL_EXCEPTIONS = Object.keys(EXCEPTIONS) as [ModelException, ...ModelException[]];

/** A Bedrock exception. It is sent as an HTTP status, or as a frame once the stream has begun. */
export class WireException extends Error {
  readonly exception: ModelException;
  readonly status: number;

  constructor(exception: ModelException, message = EXCEPTIONS[exception][1]) {
    super(message);
    this.exception = exception;
    this.status = EXCEPTIONS[exception][0];
  }

  /** The value of the error header, for example `ThrottlingException`. */
  get errorType(): string {
    return this.exception[0]?.toUpperCase() + this.exception.slice(1);
  }
}

/** The prefix of messages that Bedrock passes on from the model's provider. */
export const MODEL_ERRORS = 'The model returned the following errors:';

export const refused = (message: string): WireException => new WireException('validationException', message);

/** How a connection breaks: `reset` destroys the socket, `end` closes it early, `truncated` sends half a frame first. */
export type Cut = 'reset' | 'end' | 'truncated';

export class ConnectionCut extends Error {
  readonly how: Cut;

  constructor(how: Cut) {
    super(`the connection was cut (${how})`);
    this.how = how;
  }
}
