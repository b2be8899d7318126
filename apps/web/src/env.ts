import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  WEB_URL: z.url(),
  OCPI_URL: z.url(),
  AUTH_SECRET: z.string().min(16),
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  STRIPE_API_URL: z.url().optional(),
  SMTP_URL: z.string().min(1),
  MAIL_FROM: z.string().min(3),
  /** A MapLibre style with streets; the embedded world without it. */
  MAP_STYLE_URL: z.url().optional(),
  /** Where the map opens, `latitude,longitude,zoom`; without it, on all stations. */
  MAP_VIEW: z
    .string()
    .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?,\d+(\.\d+)?$/)
    .optional(),
});

export type WebEnvironment = z.infer<typeof schema>;

let read: WebEnvironment | undefined;

/** Everything the web app takes from its environment; throws with all that is missing or wrong. */
export function readEnvironment(): WebEnvironment {
  if (read) return read;
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    throw new Error(`the environment is not usable:\n${z.prettifyError(parsed.error)}`);
  }
  read = parsed.data;
  // next-auth looks for its own name.
  process.env.NEXTAUTH_URL = read.WEB_URL;
  return read;
}

export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}

/** The origin of MAP_STYLE_URL, read where the whole environment is not needed. */
export function mapStyleOrigin(): string | undefined {
  const url = process.env.MAP_STYLE_URL;
  return url ? new URL(url).origin : undefined;
}
