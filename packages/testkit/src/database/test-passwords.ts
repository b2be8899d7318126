/** Passwords of the roles in tests, on servers that hold nothing but tests. */
export const TEST_PASSWORDS = { app: 'app-test', edge: 'edge-test' } as const;
