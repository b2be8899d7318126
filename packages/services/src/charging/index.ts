export { acceptCommandResult } from './accept-command-result.ts';
export {
  CHARGE_NOTES,
  type ChargeHappening,
  type ChargeNote,
  changeCharge,
  chargeChanged,
  tellCharge,
} from './change-charge.ts';
export { expireStart } from './expire-start.ts';
export { type Evidence, type Joined, joinEvidence } from './join-evidence.ts';
export { listCharges } from './list-charges.ts';
export { noteEvseCharging } from './note-evse-charging.ts';
export { openSwipeCharge } from './open-swipe-charge.ts';
export { placeHold } from './place-hold.ts';
export { sendCommand } from './send-command.ts';
export { settleCommand } from './settle-command.ts';
export { type DriverContext, startCharge } from './start-charge.ts';
export { stopCharge } from './stop-charge.ts';
export { sweepCharges } from './sweep-charges.ts';
export { viewCharge } from './view-charge.ts';
