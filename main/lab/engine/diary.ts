import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { settingsPut } from '../../simulation/kernel/setting.ts';
import type { RowChange } from '../../simulation/kernel/tables.ts';
import { tellDevice, tellSite } from '../../simulation/kernel/tell.ts';
import { writeEvent } from './history.ts';
import { readSetting } from './setting-values.ts';

/**
 * Keeps what logs read of rows that change: what stands in the diary is what stood before, so that a log of that time can still
 * be worked out (main/simulation/logs/past.ts). To be asked before the change is carried out.
 */
export function keepPast(db: Db, change: RowChange, now: number): void {
  if (change.table === 'settings') keepSetting(db, change, now);
  if (change.table === 'collections') keepCollection(db, change, now);
}

function keepSetting(db: Db, change: RowChange, now: number): void {
  for (const { id, target, value } of settingsPut([change])) {
    const was = readSetting(db, id, target);
    if (was === value) continue;
    if (target === '') writeEvent(db, tellSite('settingChanged', { setting: id, was }), now);
    else if (settingById.get(id)?.target === 'device')
      writeEvent(db, tellDevice(Number(target), 'settingChanged', { setting: id, was }), now);
  }
}

function keepCollection(db: Db, change: RowChange & { table: 'collections' }, now: number): void {
  if (change.do === 'update' && !['name', 'full_period', 'refreshed_at'].some((column) => column in change.set)) return;
  const key = change.do === 'update' ? change.id : change.do === 'remove' ? change.key.id : undefined;
  const row = key === undefined ? undefined : findRow(db, 'collections', key);
  if (!row || row.is_computed === 1) return;
  const { id, collection_code, name, created_at, full_period, refreshed_at } = row;
  const was = { id, collection_code, name, created_at, full_period, refreshed_at };
  writeEvent(db, tellSite('collectionChanged', { was }), now);
}
