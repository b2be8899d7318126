import type { Actor } from '@peregrine/services';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { authOptions } from './auth-options.ts';

/** The signed-in person of this request. */
export type Reader = {
  readonly id: string;
  readonly email: string;
  readonly role: 'driver' | 'staff';
  readonly locale: string;
};

/** Read once a request, whoever asks. */
export const currentReader = cache(async (): Promise<Reader | undefined> => {
  const session = await getServerSession(authOptions());
  return session?.reader;
});

export async function currentActor(): Promise<Actor> {
  const reader = await currentReader();
  if (!reader) return { kind: 'anonymous' };
  return { kind: reader.role, userId: reader.id };
}
