/** The one plan that drivers have so far. */
export const PLAN_KEY = 'go';
