export const orderStatuses = ['placed', 'cancelled'] as const;
//{{#if database.typeorm}}

export type OrderStatus = (typeof orderStatuses)[number];
//{{/if}}
