import pg from 'pg';

/** Owns everything; whoever migrates takes this role. It may be a login of its own. */
export const OWNER_ROLE = 'migrator';

/** The roles that the apps log in as; a password that is given is set anew each time. */
export type RolePasswords = {
  readonly app?: string | undefined;
  readonly edge?: string | undefined;
};

/** Makes the database of the URL when there is none, through the server's database `postgres`. */
export async function provideDatabase(url: string): Promise<boolean> {
  const target = new pg.Client({ connectionString: url });
  try {
    await target.connect();
    return false;
  } catch (error) {
    // 3D000: invalid_catalog_name.
    if ((error as { code?: string }).code !== '3D000') throw error;
  } finally {
    await target.end();
  }
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Made by another run in the meantime.
    if (!isDuplicate(error)) throw error;
    return false;
  } finally {
    await client.end();
  }
  return true;
}

/**
 * Makes the roles that are missing and lets the connected user act as the owner. Needs a superuser,
 * or CREATEROLE and the ownership of the database, as managed PostgreSQL gives its first user.
 */
export async function provideRoles(url: string, passwords: RolePasswords): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const made: string[] = [];
    if (await makeRole(client, OWNER_ROLE, 'NOLOGIN')) made.push(OWNER_ROLE);
    for (const role of ['app', 'edge'] as const) {
      if (await makeRole(client, role, 'LOGIN')) made.push(role);
      const password = passwords[role];
      if (password === undefined) continue;
      await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
    const { rows } = await client.query<{ member: boolean; database: string }>(
      `SELECT pg_has_role(current_user, $1, 'SET') AS member, current_database() AS database`,
      [OWNER_ROLE],
    );
    if (!rows[0]?.member) await client.query(`GRANT ${OWNER_ROLE} TO CURRENT_USER`);
    const database = client.escapeIdentifier(rows[0]?.database ?? '');
    await client.query(`GRANT CREATE ON DATABASE ${database} TO ${OWNER_ROLE}`);
    await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${OWNER_ROLE} WITH GRANT OPTION`);
    return made;
  } finally {
    await client.end();
  }
}

async function makeRole(client: pg.Client, role: string, login: string): Promise<boolean> {
  const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (known.rowCount) return false;
  try {
    await client.query(`CREATE ROLE ${role} ${login}`);
    return true;
  } catch (error) {
    // Roles belong to the whole server: somebody who migrates another database came first.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** duplicate_database, duplicate_object, or the unique_violation of two at the same moment. */
function isDuplicate(error: unknown): boolean {
  return ['42P04', '42710', '23505'].includes((error as { code?: string }).code ?? '');
}
