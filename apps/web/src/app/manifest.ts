import type { MetadataRoute } from 'next';

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Peregrine',
    short_name: 'Peregrine',
    description: 'Find, charge, pay. One price, shown before you start.',
    start_url: '/',
    display: 'standalone',
    background_color: '#f6f8f7',
    theme_color: '#0b6e5f',
    categories: ['navigation', 'travel', 'utilities'],
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: 'Charges', url: '/charges' }],
  };
}
