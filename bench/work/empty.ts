/** A function that does nothing. */
export const handler = awslambda.streamifyResponse(async () => {});
