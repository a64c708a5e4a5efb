/** What prices can be in. */
export const currencies = ['EUR', 'GBP', 'USD'] as const;
//{{#if database.typeorm}}

export type Currency = (typeof currencies)[number];
//{{/if}}
