/**
 * One SQL statement with its values. With a `name` it is prepared once a connection: give the name
 * to fixed texts only, never to a text that is put together per call.
 */
export type Statement = {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
};

/** What pg answers: `rowCount` counts the rows that were returned or written. */
export type Rows<Row> = { readonly rows: readonly Row[]; readonly rowCount: number };

/**
 * A pg connection inside one transaction. Values come as pg reads them: `timestamptz` as Date,
 * `bigint` and `numeric` as string, `json` parsed, `point` as `{ x, y }`.
 */
export type HotClient = {
  query<Row extends object = Record<string, unknown>>(statement: Statement): Promise<Rows<Row>>;
};
