import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that a test can cut: what runs breaks off, the network itself stays. */
export type CuttableLine = {
  /** The server, as reached over this line. */
  readonly url: string;
  /** Breaks every connection; new ones are let through at once. */
  cut(): void;
  /** Breaks every connection and refuses new ones, as a server does that is gone. */
  down(): void;
  up(): void;
  close(): Promise<void>;
};

export async function openLine(serverUrl: string): Promise<CuttableLine> {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  let isDown = false;
  const keep = (socket: Socket, other: Socket) => {
    open.add(socket);
    // A broken half is the purpose here; it takes the other half with it.
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      open.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((near) => {
    if (isDown) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    keep(near, far);
    keep(far, near);
    near.pipe(far).pipe(near);
  });
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return {
    url: `http://${target.hostname}:${address.port}`,
    cut,
    down() {
      isDown = true;
      cut();
    },
    up() {
      isDown = false;
    },
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
