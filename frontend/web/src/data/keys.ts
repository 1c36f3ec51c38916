/** Names of what is kept of the REST API. */
export const KEYS = {
  interviews: ['interviews'],
  finishedInterviews: ['interviews', 'finished'],
  openInterviews: ['interviews', 'open'],
  build: (sessionId: string) => ['build', sessionId],
  coaches: ['coaches'],
  coach: (coachId: string) => ['coach', coachId],
  templates: ['templates'],
} as const;
