import type { MetricsVendor } from './types.js';

/** One vendor that hands everything on to each of the given ones. */
export function everyVendor(named: Readonly<Record<string, MetricsVendor>>): MetricsVendor {
  const vendors = Object.values(named);
  return {
    request(method, route, status, seconds) {
      for (const vendor of vendors) vendor.request(method, route, status, seconds);
    },

    query(operation, seconds) {
      for (const vendor of vendors) vendor.query(operation, seconds);
    },

    transaction(name, outcome, seconds) {
      for (const vendor of vendors) vendor.transaction(name, outcome, seconds);
    },

    revenue(amount, currency) {
      for (const vendor of vendors) vendor.revenue(amount, currency);
    },

    refund(amount, currency) {
      for (const vendor of vendors) vendor.refund(amount, currency);
    },

    activity(event, userId) {
      for (const vendor of vendors) vendor.activity(event, userId);
    },

    //{{#if on.queue}}
    carrier: () => Object.assign({}, ...vendors.map((vendor) => vendor.carrier())),

    job: (job, work) => vendors.reduce((inner, vendor) => () => vendor.job(job, inner), work)(),

    //{{/if}}
    async start() {
      for (const vendor of vendors) await vendor.start();
    },

    /** All at the same time, so that their time limits don't add up. */
    async stop() {
      await Promise.all(vendors.map((vendor) => vendor.stop()));
    },
  };
}
