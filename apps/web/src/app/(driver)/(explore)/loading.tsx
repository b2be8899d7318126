import { Skeleton } from '@peregrine/ui';
import { getTranslations } from 'next-intl/server';

export default async function Loading() {
  const t = await getTranslations('app');
  return (
    <div role="status" className="flex flex-col gap-6 p-4">
      <span className="sr-only">{t('loading')}</span>
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="flex flex-col gap-2">
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      ))}
    </div>
  );
}
