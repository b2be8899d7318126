import { PLUGS } from '@peregrine/domain';
import { readMapTile } from '@peregrine/services';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { reportBug, serviceContext } from '../../../../../../runtime.ts';

export const dynamic = 'force-dynamic';

const whole = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);
const input = z
  .object({
    z: whole.pipe(z.int().max(20)),
    x: whole,
    y: whole,
    plugs: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(PLUGS)))
      .exactOptional(),
    minPowerW: whole.exactOptional(),
    availableOnly: z.literal('1').exactOptional(),
  })
  .refine(({ z, x, y }) => x < 2 ** z && y < 2 ** z);

type RouteContext = {
  readonly params: Promise<{ readonly z: string; readonly x: string; readonly y: string }>;
};

/** A tile of the map as JSON; the same for everybody, so it may be kept for a moment. */
export async function GET(request: NextRequest, context: RouteContext): Promise<Response> {
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const parsed = input.safeParse({ ...query, ...(await context.params) });
  if (!parsed.success) return Response.json({ error: 'no such tile' }, { status: 400 });
  const { availableOnly, ...rest } = parsed.data;
  try {
    const tile = await readMapTile(serviceContext({ kind: 'anonymous' }), {
      ...rest,
      availableOnly: availableOnly === '1',
    });
    return Response.json(tile, { headers: { 'Cache-Control': 'public, max-age=10' } });
  } catch (error) {
    reportBug(error, 'tiles');
    return Response.json({ error: 'the tile could not be read' }, { status: 500 });
  }
}
