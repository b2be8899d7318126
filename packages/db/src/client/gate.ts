/** Lets at most `limit` of the functions given to it run at a time; the rest wait in order. */
export type Gate = <T>(fn: () => Promise<T>) => Promise<T>;

export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async () => {
    // Whoever leaves hands its place on, so `running` does not change for those who waited.
    if (running >= limit) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async (fn) => {
    await enter();
    try {
      return await fn();
    } finally {
      leave();
    }
  };
}
