export interface Period {
  readonly from: string;
  /** The first day that doesn't belong to it. */
  readonly to: string;
}

/** How much was ordered in one currency. */
export interface Usage {
  readonly currency: string;
  readonly orders: number;
  readonly customers: number;
  readonly revenue: string;
}
