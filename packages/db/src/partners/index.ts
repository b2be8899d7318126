export * from './find-cdr-text.ts';
export * from './find-partner.ts';
export * from './keep-findings.ts';
export * from './note-contact.ts';
export * from './partner-pulls.ts';
export * from './save-registration.ts';
