export { listCdrs, viewCdr } from './cdrs.ts';
export { listConsoleCharges, viewConsoleCharge } from './charges.ts';
export { listInvoices, viewInvoice } from './invoices.ts';
export { listPartners, viewPartner } from './partners.ts';
