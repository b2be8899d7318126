import { join } from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  // Our packages are TypeScript sources.
  transpilePackages: [
    '@peregrine/api',
    '@peregrine/billing',
    '@peregrine/db',
    '@peregrine/domain',
    '@peregrine/mail',
    '@peregrine/payments',
    '@peregrine/pricing',
    '@peregrine/services',
    '@peregrine/ui',
  ],
  serverExternalPackages: ['pg', '@prisma/client', 'graphile-worker', 'nodemailer', 'stripe'],
  turbopack: { root: join(import.meta.dirname, '../..') },
  // `npm run verify` checks the types of every room; the build does not do it a second time.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          {
            key: 'Permissions-Policy',
            value: 'geolocation=(self), camera=(), microphone=(), payment=()',
          },
        ],
      },
      {
        source: '/map-files/:path*',
        headers: [{ key: 'Cache-Control', value: 'public, max-age=604800' }],
      },
      { source: '/sw.js', headers: [{ key: 'Cache-Control', value: 'no-cache' }] },
    ];
  },
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
