import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { pivotEntities } from '../../shared/attach/pivot.ts';
import { minute } from '../../shared/time.ts';
import { attachedLab, siteClient } from '../support/attached-lab.ts';
import { pass, refusalCode, signIn } from '../support/build-lab.ts';

const ask = (lab: Lab, query: string) => answerView(lab.db, 'attach.pivot', { deviceId: 1, query });
const keep = (lab: Lab, name: string, query: string) => lab.input('attach.keepPivot', { name, tags: 'disk', query });
const favorites = (lab: Lab) => answerView(lab.db, 'attach.pivotFavorites', {});

describe('CMPivot on an attached device', () => {
  it('is answered by the device, entity by entity', () => {
    const lab = attachedLab();
    for (const [entity, columns] of Object.entries(pivotEntities)) {
      const answer = ask(lab, entity === 'CcmLog' ? `CcmLog('ClientIDManagerStartup')` : entity);
      expect(answer).toMatchObject({ problem: null, columns: ['Device', ...columns] });
      for (const row of answer.rows) expect(row[0]).toBe('LAP-1');
      if (entity !== 'CcmLog') expect(answer.rows.length, entity).toBeGreaterThan(0);
    }
    const free = Number(ask(lab, 'LogicalDisk | project FreeSpace').rows[0]![0]);
    expect(ask(lab, `LogicalDisk | where FreeSpace < ${free + 1}`).rows).toHaveLength(1);
    expect(ask(lab, `LogicalDisk | where FreeSpace < ${free}`).rows).toHaveLength(0);
  });

  it('says what is wrong with a query, and what the cloud has not', () => {
    const lab = attachedLab();
    expect(ask(lab, 'Nothing').problem).toContain('Nothing');
    expect(ask(lab, 'registrykey(1)').problem).toContain('not available in the cloud');
    expect(ask(lab, 'OS | render table').problem).toContain('render');
  });

  it('needs the client to be there, and the right to ask', () => {
    const lab = attachedLab();
    expect(ask(lab, 'OS').rows).toHaveLength(1);
    signIn(lab, 'readOnlyOperator');
    expect(refusalCode(() => ask(lab, 'OS'))).toBe('missingRight');
    expect(refusalCode(() => keep(lab, 'Low disk', 'LogicalDisk'))).toBe('missingRight');
    signIn(lab, 'endpointSecurityManager');
    expect(ask(lab, 'OS').rows).toHaveLength(1);
    const gone = attachedLab({ devices: [siteClient({ presence: 'leavesSoon' })] });
    pass(gone, minute);
    expect(refusalCode(() => ask(gone, 'OS'))).toBe('deviceOffline');
  });

  it('keeps favorites of the administrator, the newest of a name', () => {
    const lab = attachedLab();
    keep(lab, 'Low disk', 'LogicalDisk | where FreeSpace < 10240');
    keep(lab, 'low disk', 'LogicalDisk | where FreeSpace < 20480');
    expect(favorites(lab)).toEqual([
      { name: 'low disk', tags: 'disk', query: 'LogicalDisk | where FreeSpace < 20480' },
    ]);
    signIn(lab, 'helpDeskOperator');
    expect(favorites(lab)).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});
