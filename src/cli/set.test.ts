import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryBackend } from './temporary-backend.js';

const { root, create, whatCreates, change, read, snapshot } = temporaryBackend();

describe('another answer', () => {
  it('changes an option, and back', async () => {
    await create('--preset standard');
    const before = snapshot();
    expect((await change('set queue.driver bullmq')).stdout).toContain('Set queue.driver to bullmq');
    expect(JSON.parse(read('backend.json')).modules.queue).toEqual({ driver: 'bullmq' });
    await change('set queue.driver=pg-boss');
    expect(snapshot()).toEqual(before);
  });

  it('by add puts another answer beside those of a choice of several, and set takes it away', async () => {
    await create('--preset standard --monitoring prometheus');
    const before = snapshot();
    const added = await change('add monitoring --vendor sentry,prometheus');
    expect(added.stdout).toContain('Added to monitoring');
    expect(JSON.parse(read('backend.json')).modules.monitoring).toEqual({ vendor: ['prometheus', 'sentry'] });
    const both = snapshot();
    expect((await change('add monitoring --vendor sentry')).stdout).toContain('Nothing to do');
    expect(snapshot()).toEqual(both);
    await change('set monitoring.vendor sentry');
    expect(JSON.parse(read('backend.json')).modules.monitoring).toEqual({ vendor: ['sentry'] });
    await change('set monitoring.vendor=prometheus');
    expect(snapshot()).toEqual(before);
  });

  it('reads one word where several are possible, and writes the list with the next change', async () => {
    await create('--preset standard --monitoring prometheus');
    const before = snapshot();
    for (const path of ['backend.json', '.backend/applied.json']) {
      const one = read(path).replace(/"vendor": \[\s+"prometheus"\s+\]/, '"vendor": "prometheus"');
      expect(one).not.toBe(read(path));
      writeFileSync(join(root(), path), one);
    }
    expect((await change('add docs')).exitCode).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it.each([['[]'], ['["prometheus", "graphite"]'], ['7']])('refuses %s as several answers', async (value) => {
    await create('--preset standard --monitoring prometheus');
    const text = read('backend.json').replace(/\[\s+"prometheus"\s+\]/, value);
    writeFileSync(join(root(), 'backend.json'), text);
    const { exitCode, stderr } = await change('apply');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('It takes one or more of: prometheus, sentry');
  });

  it('takes another mapper, whose code is that of a backend that was created with it', async () => {
    const whole = await whatCreates('--preset standard --orm typeorm');
    await create('--preset standard');
    const before = snapshot();
    const mine = join(root(), 'src/products/mine.ts');
    writeFileSync(mine, "import { eq } from 'drizzle-orm';\n");
    const changed = await change('set database.orm typeorm');
    expect(changed.exitCode).toBe(0);
    expect(changed.stdout).toContain('Files of your own that use the mapper of before');
    expect(readFileSync(mine, 'utf8')).toContain('drizzle-orm');
    rmSync(mine);
    expect(snapshot()).toEqual(whole);
    await change('set database.orm drizzle');
    expect(snapshot()).toEqual(before);
  });

  it('takes another database of the same mapper, and refuses one that the mapper does not serve', async () => {
    const whole = await whatCreates('--preset minimal --orm typeorm --database mysql');
    await create('--preset minimal --orm typeorm');
    const before = snapshot();
    expect((await change('set database.engine mysql')).exitCode).toBe(0);
    expect(snapshot()).toEqual(whole);
    const refusals = [
      ['database.orm prisma', 'take database.orm typeorm or drizzle, or database.engine postgres'],
      ['database.engine sqlite', 'take database.orm drizzle, or database.engine postgres or mysql'],
    ];
    for (const [answer, nearest] of refusals) {
      const refused = await change(`set ${answer}`);
      expect(refused.exitCode).not.toBe(0);
      expect(refused.stdout + refused.stderr).toContain(nearest);
    }
    expect(snapshot()).toEqual(whole);
    expect((await change('set database.engine postgres')).exitCode).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it('mixes no edit into the code of another mapper', async () => {
    await create('--preset minimal');
    const repository = 'src/products/repository.ts';
    const edited = read(repository).replace('limit(limit)', 'limit(limit + 0)');
    writeFileSync(join(root(), repository), edited);
    const before = snapshot();
    const refused = await change('set database.orm typeorm');
    expect(refused.exitCode).toBe(3);
    expect(refused.stdout + refused.stderr).toContain(
      `${repository} was edited, and another answer to database.orm`,
    );
    expect(snapshot()).toEqual(before);
    expect((await change('set database.orm typeorm --force')).exitCode).toBe(0);
    expect(read(repository)).not.toContain('drizzle');
  });
});
