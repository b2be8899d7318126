import { COMMAND_RESPONSES, COMMAND_RESULTS } from '@peregrine/domain';
import { z } from 'zod';
import { displayTexts, integer } from '../read/wire-types.ts';

/** CommandResponse, the CPO's immediate answer; one hub simulator leaves out the timeout. */
export const commandResponseSchema = z.object({
  result: z.enum(COMMAND_RESPONSES),
  timeout: integer.nullish(),
  message: displayTexts.nullish(),
});

/** CommandResult, the station's later answer (OCPI 2.2.1 mod_commands, CommandResult). */
export const commandResultSchema = z.object({
  result: z.enum(COMMAND_RESULTS),
  message: displayTexts.nullish(),
});
