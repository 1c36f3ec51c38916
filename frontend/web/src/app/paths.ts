/** Addresses of the pages. */
export const HOME = '/';
export const INTERVIEW = '/interviews/:sessionId';
export const COACH = '/coaches/:coachId';

export const interviewPath = (sessionId: string): string => `/interviews/${encodeURIComponent(sessionId)}`;
export const coachPath = (coachId: string): string => `/coaches/${encodeURIComponent(coachId)}`;
