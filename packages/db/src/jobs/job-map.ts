/** Every job and what it carries: ids only, the handler re-reads. Each handler is idempotent. */
export type JobMap = {
  'pull-partner': { readonly partnerId: string };
  'push-token': { readonly tokenUid: string; readonly partnerId: string };
  'place-hold': { readonly chargeId: string };
  'send-command': { readonly commandId: string };
  'settle-command': { readonly commandId: string };
  'expire-start': { readonly chargeId: string };
  'release-hold': { readonly chargeId: string };
  'collect-payment': { readonly chargeId: string };
  'process-webhook': { readonly eventId: string };
  'reconcile-cdr': { readonly cdrRowId: string };
  'bill-charge': { readonly chargeId: string };
  'mail-receipt': { readonly invoiceId: string };
  'finish-transaction': { readonly transactionId: number };
  /** Stale commands, missing records, unreleased holds, unpushed tokens, waiting CDRs. */
  sweep: Readonly<Record<string, never>>;
};

export type JobName = keyof JobMap;

/** A job to do: its name and its payload. */
export type Job = {
  [Name in JobName]: { readonly name: Name; readonly payload: JobMap[Name] };
}[JobName];

/** What a handler is told of the attempt it makes. */
export type JobAttempt = {
  readonly jobId: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Aborted when the worker has to stop before the job ended. */
  readonly signal: AbortSignal;
};

/** A handler that throws is tried again later, with growing pauses, `maxAttempts` times. */
export type JobHandlers = {
  readonly [Name in JobName]?: (payload: JobMap[Name], attempt: JobAttempt) => Promise<void>;
};
