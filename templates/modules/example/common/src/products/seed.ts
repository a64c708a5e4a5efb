//{{#if (and on.cache (not on.cacheBusting))}}
import { dropCachedProducts } from './cached.js';
//{{/if}}
import { insertProducts } from './repository.js';

const teas = [
  'Assam',
  'Ceylon',
  'Darjeeling',
  'Earl Grey',
  'Gunpowder',
  'Lapsang',
  'Oolong',
  'Sencha',
];
const sizes = [50, 100, 250, 500, 1_000];

/** Fills the shop with teas in several sizes. Those that are there already stay as they are. */
export async function seedProducts(): Promise<void> {
  const rows = teas.flatMap((tea, index) =>
    sizes.map((grams) => ({
      name: `${tea} tea, ${grams} g`,
      description: `Loose leaf ${tea} in a bag of ${grams} g.`,
      price: ((grams * (4 + index)) / 100).toFixed(2),
      currency: 'EUR' as const,
      stock: 10_000 / grams,
    })),
  );
  await insertProducts(rows);
  //{{#if (and on.cache (not on.cacheBusting))}}
  await dropCachedProducts();
  //{{/if}}
}
