import { type ReactNode, Suspense } from 'react';
import { readEnvironment } from '../../../env.ts';
import { ExploreShell } from '../../../screens/explore/explore-shell.tsx';
import { ExploreProvider } from '../../../screens/explore/explore-state.tsx';
import { startOfMap } from '../../../screens/explore/start-of-map.ts';

export default async function ExploreLayout({ children }: { readonly children: ReactNode }) {
  const start = await startOfMap();
  return (
    <Suspense>
      <ExploreProvider start={start}>
        <ExploreShell mapStyleUrl={readEnvironment().MAP_STYLE_URL}>{children}</ExploreShell>
      </ExploreProvider>
    </Suspense>
  );
}
