import { type ReactNode, Suspense } from 'react';
import { readEnvironment } from '../../../env.ts';
import { ExploreShell } from '../../../screens/explore/explore-shell.tsx';
import { ExploreProvider } from '../../../screens/explore/explore-state.tsx';
import { parseView } from '../../../screens/explore/find-filters.ts';

export default function ExploreLayout({ children }: { readonly children: ReactNode }) {
  const { MAP_VIEW, MAP_STYLE_URL } = readEnvironment();
  const defaultView = parseView(MAP_VIEW) ?? { center: { latitude: 0, longitude: 0 }, zoom: 2 };
  return (
    <Suspense>
      <ExploreProvider defaultView={defaultView}>
        <ExploreShell mapStyleUrl={MAP_STYLE_URL}>{children}</ExploreShell>
      </ExploreProvider>
    </Suspense>
  );
}
