export { type AcceptedSession, acceptSessions } from './accept-sessions.ts';
export { patchSession } from './patch-session.ts';
