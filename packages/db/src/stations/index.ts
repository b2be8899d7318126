export * from './internal-partner.ts';
export * from './station-commands.ts';
export * from './station-connection.ts';
export * from './station-connectors.ts';
export * from './station-messages.ts';
export * from './station-tokens.ts';
export * from './station-transactions.ts';
