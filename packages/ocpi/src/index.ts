export * from './fold.ts';
export {
  createOcpiGateway,
  type GatewayOptions,
  type OcpiGateway,
} from './gateway/create-gateway.ts';
export { createOcpiRegistrar, type OcpiRegistrar } from './gateway/create-registrar.ts';
export { MissingEndpoint } from './gateway/endpoints.ts';
export { NoCommonVersion } from './gateway/read-platform.ts';
export { tokensOfHeader } from './http/authorization.ts';
export { CallFailure } from './http/call.ts';
export { PartnerRefusal } from './http/envelope.ts';
export { IncompletePages } from './paging/read-pages.ts';
