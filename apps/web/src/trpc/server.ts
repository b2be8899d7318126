import { createCaller } from '@peregrine/api';
import { TRPCError } from '@trpc/server';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { currentActor } from '../auth/current-reader.ts';
import { apiContext } from '../runtime.ts';

/** The procedures for a page that is rendered on the server, as the reader of this request. */
export const api = cache(async () => createCaller(apiContext(await currentActor())));

/**
 * Runs what a page needs: nothing there, or not theirs, is the not-found page; who has to sign in
 * comes back to `path` afterwards.
 */
export async function forPage<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TRPCError) {
      if (error.code === 'UNAUTHORIZED') redirect(`/sign-in?to=${encodeURIComponent(path)}`);
      if (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST') notFound();
    }
    throw error;
  }
}
