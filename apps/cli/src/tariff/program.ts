import type { Program } from '../frame/program.ts';

/** `npm run -s tariff -- ...`: what OCPI tariffs cost, why, and what is wrong with them. */
export const tariffProgram: Program = {
  name: 'tariff',
  commands: {
    price: {
      summary: 'what a session or a CDR costs by its tariffs',
      load: async () => (await import('./price.ts')).price,
    },
    explain: {
      summary: 'the same with the reason of each amount',
      load: async () => (await import('./explain.ts')).explain,
    },
    lint: {
      summary: 'what is odd about a tariff',
      load: async () => (await import('./lint.ts')).lint,
    },
    quote: {
      summary: 'what a charge that has not begun will cost, as a range where it depends',
      load: async () => (await import('./quote.ts')).quote,
    },
    verify: {
      summary: 'whether a CDR claims what its tariffs and its own quantities give',
      load: async () => (await import('./verify.ts')).verify,
    },
  },
  forms: `A line of price and explain is one of
  {"version","tariff"|"tariffs","session":{"start_date_time","end_date_time","time_zone",
   "charging_periods":[...],"reservation_expired"?}}
  {"version","cdr","tariffs"?,"time_zone"?}   without "tariffs": those in the CDR
A line of verify is the second. A line of lint is {"version","tariff"|"tariffs","max_power_kw"?}.
A line of quote is
  {"version","tariff","at","time_zone","charge":{"kwh"}|{"from_percent","to_percent"},
   "connector":{"max_power_kw","max_current"?},
   "vehicle"?:{"battery_kwh"?,"max_power_kw"?,"curve"?:[{"percent","power_kw"}]},"stay_seconds"?,
   "plan"?:{"fee_per_kwh"?,"fee_per_charge"?,"audience"?,"vat_percent"?}}
"version" is 2.1.1, 2.2.1 or 2.3.0; without it, it is guessed from what the object holds.
"dialect":"gireve" reads that hub's extensions of 2.1.1.`,
};
