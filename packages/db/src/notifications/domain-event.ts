export const EVENT_TOPICS = [
  'charge',
  'location',
  'station-command',
  'cdr',
  'partner',
  'invoice',
] as const;
export type EventTopic = (typeof EVENT_TOPICS)[number];

/** A hint that something changed: whoever hears it re-reads. `id`: of the row; no personal data. */
export type DomainEvent = {
  readonly topic: EventTopic;
  readonly id: string;
  readonly version: number;
};

/** `'reconnected'`: the listener was away, so re-read everything. Must not throw. */
export type EventHandler = (event: DomainEvent | 'reconnected') => void;

/** The one NOTIFY channel; a payload is a JSON array of events. */
export const EVENT_CHANNEL = 'peregrine_events';

/** Reads a payload; undefined when it is not ours. */
export function parseEvents(payload: string): DomainEvent[] | undefined {
  try {
    const parsed: unknown = JSON.parse(payload);
    return Array.isArray(parsed) && parsed.every(isDomainEvent) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isDomainEvent(value: unknown): value is DomainEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { topic, id, version } = value as Record<string, unknown>;
  return (
    EVENT_TOPICS.includes(topic as EventTopic) &&
    typeof id === 'string' &&
    Number.isInteger(version)
  );
}
