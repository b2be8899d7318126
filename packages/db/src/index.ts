export { archiveReceived, type ReceivedMessage } from './archive/archive-received.ts';
export { type AuditActor, type AuditRecord, writeAudit } from './audit/write-audit.ts';
export * from './cdrs/index.ts';
export * from './charges/index.ts';
export { type Batcher, type BatcherOptions, createBatcher } from './client/batcher.ts';
export { isUniqueViolation } from './client/errors.ts';
export {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Tx,
} from './client/open-database.ts';
export { runStatement } from './client/run-statement.ts';
export type { HotClient, Rows, Statement } from './client/statement.ts';
export * from './console/index.ts';
export { Prisma } from './generated/client.ts';
export * from './invoices/index.ts';
export { type EnqueueOptions, enqueue } from './jobs/enqueue.ts';
export type { JobLog } from './jobs/job-logger.ts';
export type { Job, JobAttempt, JobHandlers, JobMap, JobName } from './jobs/job-map.ts';
export { type JobRunner, type RunJobsOptions, runJobs } from './jobs/run-jobs.ts';
export * from './locations/index.ts';
export {
  type DomainEvent,
  EVENT_TOPICS,
  type EventHandler,
  type EventTopic,
} from './notifications/domain-event.ts';
export * from './partners/index.ts';
export * from './payments/index.ts';
export * from './quotes/index.ts';
export * from './retention/index.ts';
export { createSecretBox } from './secrets/create-secret-box.ts';
export * from './sessions/index.ts';
export * from './stations/index.ts';
export * from './tariffs/index.ts';
export * from './tokens/index.ts';
export * from './users/index.ts';
