export const orderStatuses = ['placed', 'cancelled'] as const;

export type OrderStatus = (typeof orderStatuses)[number];
