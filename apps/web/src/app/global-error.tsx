'use client';

import './globals.css';
import { Button, ErrorState } from '@peregrine/ui';

/** The last resort, when even the layout failed: no translations are at hand here. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center">
        <ErrorState
          title="Something went wrong"
          action={
            <Button look="primary" onClick={reset}>
              Try again
            </Button>
          }
        >
          It is on our side and was noted. Your charge, if one is running, goes on.
        </ErrorState>
      </body>
    </html>
  );
}
