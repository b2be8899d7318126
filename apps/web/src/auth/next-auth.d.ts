import type { Reader } from './current-reader.ts';

declare module 'next-auth' {
  interface Session {
    reader?: Reader;
  }
  interface User {
    role: 'driver' | 'staff';
    locale: string;
  }
}
