import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import { toasts } from '../../renderer/ui/feedback/toasts.svelte.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, startRouter } from '../../renderer/router.ts';
import AuthorityMatrix from '../../renderer/workloads/AuthorityMatrix.svelte';
import { gatherDevices } from '../../renderer/workloads/authority.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { workloadIds } from '../../shared/workloads/words.ts';
import type { AuthorityRow } from '../../shared/workloads/views.ts';
import { authorityRows, collectionViews } from '../support/cloud-attach-views.ts';
import { addressOf } from '../../shared/screens.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const devices = 300;
const answers: Answers = {
  'collections.list': collectionViews(),
  'authority:export': { fileName: 'authority.csv', rows: 2100 },
  'workloads.authority': ({ workload, search, offset, limit }) => {
    const rows = Array.from({ length: devices }, (_, index) => authorityRows(index + 1))
      .flat()
      .filter((row) => (workload === null || row.workload === workload) && row.device.includes(search));
    return { total: rows.length, rows: rows.slice(offset, offset + limit), now, revision: 1 };
  },
};

async function show(query = '', more: Answers = {}): Promise<FakeTransport> {
  const transport = new FakeTransport({ ...answers, ...more });
  connect(transport);
  await navigate(addressOf('authority', {}, query));
  render(AuthorityMatrix);
  await screen.findByRole('grid');
  return transport;
}
describe('a capability value', () => {
  it('is read backwards beside the matrix', async () => {
    await show();
    const field = screen.getByLabelText('Read a capability value', { selector: 'input' });
    await fireEvent.input(field, { target: { value: '12541' } });
    const reader = within(screen.getByRole('region', { name: 'Read a capability value', hidden: true }));
    expect(reader.getByText(/Intune has 6 of 7 workloads/)).toBeTruthy();
    expect(reader.getByText('Compliance policies:', { exact: false }).textContent).toContain('Configuration Manager');
    await fireEvent.input(field, { target: { value: 'twelve' } });
    expect(reader.queryByText(/of 7 workloads/)).toBeNull();
    expect(reader.getByText(/at most 32 bits/)).toBeTruthy();
  });
});

const cellsOf = async (device: string) => {
  const link = await screen.findByRole('link', { name: device });
  return [...link.closest('[role="row"]')!.querySelectorAll<HTMLElement>('[role="gridcell"]')];
};

beforeEach(() => {
  startRouter({}, NotFound);
  showLab(labView());
});

describe('the authority matrix', () => {
  it('has a row for each device with a word and a reason in every cell', async () => {
    await show();
    const cells = await cellsOf('CON-LT-00005');
    expect(cells).toHaveLength(workloadIds.length + 2);
    expect(cells[1]?.textContent).toMatch(/Intune\s*slider/);
    expect(cells[4]?.textContent).toMatch(/Intune\s*in the pilot/);
    expect(cells[4]?.title).toContain(
      'The device is in the pilot collection of this workload. Since 2026-09-07 09:30.',
    );
    expect(cells[4]?.querySelector('[aria-label*="both manage updates"]')).toBeTruthy();
    expect(cells.at(-1)?.textContent.trim()).toBe('8215');
  });

  it('says that a device which is not enrolled keeps Configuration Manager', async () => {
    await show('search=00007');
    expect((await cellsOf('CON-LT-00007'))[1]?.textContent).toMatch(/ConfigMgr\s*not enrolled/);
  });

  it('counts devices, not cells, and asks for whole devices', async () => {
    const transport = await show();
    await screen.findByText('300 devices');
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('301');
    for (const { offset, limit } of transport.asked('workloads.authority')) {
      expect(offset % 7).toBe(0);
      expect(limit % 7).toBe(0);
      expect(limit).toBeLessThanOrEqual(500);
    }
  });

  it('shows one workload with the whole sentence', async () => {
    const transport = await show('workload=windowsUpdate');
    const cells = await cellsOf('CON-LT-00002');
    expect(cells[2]?.textContent).toContain(
      'The slider is on Pilot Intune, and the device is not in the pilot collection.',
    );
    expect(transport.asked('workloads.authority')[0]).toMatchObject({ workload: 'windowsUpdate', collectionId: null });
    await screen.findByText('300 devices');
  });

  it('puts filters and search into the address, and the lab is asked by them', async () => {
    const transport = await show();
    await screen.findByRole('option', { name: 'Pilot Windows Update' });
    await fireEvent.change(screen.getByRole('combobox', { name: 'Collection' }), { target: { value: '8' } });
    await waitFor(() => expect(location.search).toBe('?collection=8'));
    await fireEvent.input(screen.getByRole('textbox', { name: 'Search devices by name' }), {
      target: { value: '00012' },
    });
    await waitFor(() =>
      expect(transport.asked('workloads.authority').at(-1)).toMatchObject({ collectionId: 8, search: '00012' }),
    );
  });

  it('exports the collection that is shown', async () => {
    const transport = await show('collection=8');
    await fireEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(transport.asked('authority:export')).toEqual([{ collectionId: 8 }]));
    await waitFor(() => expect(toasts.shown.at(-1)?.message).toBe('2,100 rows in authority.csv.'));
  });

  it('says that nothing matches and clears the filters', async () => {
    await show('search=nothing');
    await screen.findByText('No device matches');
    await fireEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    await screen.findByRole('link', { name: 'CON-LT-00001' });
    expect(location.search).toBe('');
  });

  it('says what went wrong', async () => {
    await show('', {
      'workloads.authority': { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Again.' },
    });
    await screen.findByText('The reader stopped.');
  });
});

describe('gathering cells', () => {
  it('makes one row of each device, also when a device has fewer cells', () => {
    const rows: AuthorityRow[] = [...authorityRows(1), ...authorityRows(2).slice(0, 3)];
    const gathered = gatherDevices(rows);
    expect(gathered.map(({ id, cells }) => [id, Object.keys(cells).length])).toEqual([
      [1, 7],
      [2, 3],
    ]);
  });
});
