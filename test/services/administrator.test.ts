import { expect, inject, onTestFinished, test } from 'vitest';
import type { Lease } from '../../src/services/service.ts';
import { ofLivingLease } from '../../src/services/lease.ts';
import { management } from '../../src/services/slices/management.ts';
import { openServices } from '../../src/services/services.ts';

const root = inject('servicesRoot');
const services = await openServices({ root });

async function lease(administrator: boolean): Promise<Lease> {
  const taken = await services.lease(['rabbitmq'], { administrator });
  onTestFinished(() => taken.release());
  return taken;
}

test('an administrator of RabbitMQ makes users, and they go with the lease', async () => {
  const taken = await lease(true);
  const api = taken.addresses.RABBITMQ_MANAGEMENT_URL!;
  const { id } = taken;
  await management(api, 'PUT', `/users/${id}_reports`, {
    password: 'secret',
    tags: '',
  });
  await management(api, 'PUT', `/vhosts/${id}%2Freports`);
  expect(await taken.leaks()).toEqual([
    {
      service: 'rabbitmq',
      what: 'vhost',
      count: 1,
      names: [`${id}/reports`],
    },
    { service: 'rabbitmq', what: 'user', count: 1, names: [`${id}_reports`] },
  ]);
  const { host } = new URL(api);
  expect(taken.aliases[host]).toBe('localhost:15672');

  const other = await lease(true);
  await taken.release();
  const left = other.addresses.RABBITMQ_MANAGEMENT_URL!;
  for (const path of [`/users/${id}_reports`, `/vhosts/${id}%2Freports`])
    expect(await management(left, 'GET', path)).toBeUndefined();
});

test('anybody else is told no management API, and may not use it', async () => {
  const other = await lease(true);
  const taken = await lease(false);
  expect(taken.addresses.RABBITMQ_MANAGEMENT_URL).toBeUndefined();
  const api = new URL(other.addresses.RABBITMQ_MANAGEMENT_URL!);
  api.username = taken.id;
  api.password = taken.id;
  await expect(management(String(api), 'GET', '/users')).rejects.toThrow(
    /\(401\)/,
  );
});

test('a reset spares what the administrator of a living lease has made', async () => {
  const taken = await lease(true);
  const isSpared = ofLivingLease(services.root);
  expect([taken.id, `${taken.id}_reports`].map(isSpared)).toEqual([true, true]);
  await taken.release();
  expect(ofLivingLease(services.root)(`${taken.id}_reports`)).toBe(false);
  expect(isSpared('guest')).toBe(false);
});
