import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import AtDevices from '../../renderer/desktop/AtDevices.svelte';
import DevicePlace from '../../renderer/desktop/device/DevicePlace.svelte';
import { rememberDevice } from '../../renderer/desktop/device/recent-devices.svelte.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import LabStrip from '../../renderer/frame/places/LabStrip.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import { startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { addressOf } from '../../shared/screens.ts';
import { deskView } from '../support/desk-view.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { managementView } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

// The terminal draws on a canvas, which this document has none of; what is typed is tested in real Electron.
vi.mock('../../renderer/desktop/terminal/terminal.ts', () => ({
  openCommandLine: (_element: unknown, { run }: { run: (line: string) => Promise<string> }) => {
    typed = run;
    return { setPrompt: vi.fn(), setReadOnly: vi.fn(), focus: vi.fn(), fit: vi.fn(), dispose: vi.fn() };
  },
}));
let typed: ((line: string) => Promise<string>) | undefined;

/** Nothing is resized in this document. */
class StillObserver {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}
let labs = 0;
beforeEach(() => {
  startRouter(screenComponents, NotFound);
  // Windows are remembered in one lab: each test has its own.
  showLab(labView({ file: `/labs/${(labs += 1)}.tandem`, seed: labs }));
  vi.stubGlobal('ResizeObserver', StillObserver);
});

let gone: () => void;
function show(answers: Answers = {}, props: { isOwnWindow?: boolean } = {}): FakeTransport {
  const transport = new FakeTransport({
    'desktop.read': deskView(),
    'devices.read': deviceView(),
    'comanagement.device': managementView(),
    'desktop.trigger': null,
    ...answers,
  });
  connect(transport);
  gone = render(DevicePlace, { deviceId: 12, page: 'atDevice', ...props }).unmount;
  return transport;
}
const open = async (name: string) => {
  const desk = await screen.findByRole('list', { name: 'Desktop' });
  await fireEvent.click(within(desk).getByRole('button', { name }));
  return screen.findByRole('group', { name });
};
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('the place in front of a device', () => {
  it('says which device, who is signed in and where it is, and names its page by it', async () => {
    show();
    await screen.findByRole('region', { name: 'Screen of CON-LT-00012' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('CON-LT-00012');
    expect(screen.getByText('Ana López, signed in')).toBeTruthy();
    expect(screen.getByText('In the office network')).toBeTruthy();
    expect(strip.said?.text).toContain('You stand at the device');
  });

  it('leaves nothing to the strip that cannot be withheld, of whatever other kind it is', async () => {
    showLab(labView({ withheld: ['strip'] }));
    show();
    render(LabStrip, { console: 'devices' });
    await waitFor(() => expect(strip.said).not.toBeNull());
    const foot = screen.getByRole('complementary', { name: 'Lab only' });
    expect(foot.textContent).toContain('Lab strip: withheld in this lab.');
    expect(foot.textContent).not.toContain('You stand at the device');
  });

  it('offers neither power nor a window of its own of a device whose desktop is not here', async () => {
    show({ 'desktop.read': deskView({ platform: 'ios' }) });
    expect(await screen.findByText(/has no desktop in this lab/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Power/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Own window' })).toBeNull();
    gone();
    show();
    expect(await screen.findByRole('button', { name: /^Power/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Own window' })).toBeTruthy();
  });

  it('opens its programs as windows, and finds them as they were left', async () => {
    show();
    await open('Registry Editor');
    await open('Settings');
    const taskbar = () => within(screen.getByRole('toolbar', { name: 'Taskbar' }));
    const button = (name: string) => taskbar().getByRole('button', { name });
    expect(button('Settings').getAttribute('aria-pressed')).toBe('true');
    await press('Maximize Settings');
    await press('Minimize Registry Editor');
    gone();
    show();
    await screen.findByRole('button', { name: 'Restore Settings' });
    expect(button('Settings').getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('group', { name: 'Registry Editor', hidden: true }).closest('.away')).toBeTruthy();
    await fireEvent.click(button('Registry Editor'));
    expect(button('Registry Editor').getAttribute('aria-pressed')).toBe('true');
    await press('Close Settings');
    expect(taskbar().queryByRole('button', { name: 'Settings' })).toBeNull();
  });

  it('moves a window by Alt and arrows, and closes it by Escape: the keyboard goes on at the taskbar', async () => {
    show();
    const registry = await open('Registry Editor');
    await waitFor(() => expect(document.activeElement).toBe(registry));
    const desk = registry.closest('.desk')!;
    vi.spyOn(desk, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1200, 700));
    vi.spyOn(registry, 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 50, 600, 400));
    await fireEvent.keyDown(registry, { key: 'ArrowRight', altKey: true });
    expect(registry.style.translate).toBe('24px 0px');
    await fireEvent.keyDown(registry, { key: 'Escape' });
    expect(screen.queryByRole('group', { name: 'Registry Editor' })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Start' })));
  });

  it('runs an action of the applet, which only a client brings', async () => {
    const transport = show();
    await open('Configuration Manager');
    await fireEvent.click(await screen.findByRole('tab', { name: 'Actions' }));
    const cycles = screen.getByRole('table', { name: 'Actions of the client' });
    expect(
      within(cycles)
        .getAllByRole('columnheader')
        .map((one) => one.textContent),
    ).toEqual(['Action', 'Run']);
    expect(cycles.textContent).not.toMatch(/ago|in \d+ min/);
    expect(strip.said?.links).toEqual([
      { label: 'When its cycles run', path: addressOf('device', { deviceId: 12, tab: 'management' }) },
    ]);
    await press('Run Now: Machine Policy Retrieval & Evaluation Cycle');
    await waitFor(() =>
      expect(transport.asked('desktop.trigger')).toEqual([{ deviceId: 12, trigger: 'machinePolicy' }]),
    );
    transport.answer({ 'comanagement.device': managementView({ applet: null }) });
    transport.emit('lab-changed', { revision: 2, now });
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Configuration Manager' })).toBeNull());
  });

  it('has one work account of a hybrid joined computer: Info of the management with Sync, and Disconnect', async () => {
    const { work } = managementView();
    const transport = show({
      'comanagement.device': managementView({
        work: {
          ...work,
          label: 'Connected to CONTOSO AD domain',
          connected: true,
          managedAreas: ['Compliance policies'],
          lastSync: now - 60,
        },
      }),
      'desktop.trigger': ({ trigger }) =>
        trigger === 'disconnect'
          ? { ok: false, code: 'triggerNotPossible', message: 'Disconnect would take it out of the domain.', next: '' }
          : null,
    });
    const settings = await open('Settings');
    expect(within(settings).getAllByText(/^Connected to/)).toHaveLength(1);
    expect(within(settings).getAllByRole('button', { name: 'Disconnect' })).toHaveLength(1);
    expect(within(settings).queryByRole('button', { name: 'Sync' })).toBeNull();
    await press('Info');
    expect(within(settings).getByText('Managed by Contoso')).toBeTruthy();
    expect(settings.textContent).toContain('Compliance policies');
    await press('Sync');
    await waitFor(() => expect(transport.asked('desktop.trigger')).toEqual([{ deviceId: 12, trigger: 'mdmSync' }]));
    await press('Access work or school');
    await press('Disconnect');
    expect(await screen.findByText('Disconnect would take it out of the domain.')).toBeTruthy();
  });

  it('has no Info where nothing manages the device', async () => {
    show({ 'desktop.read': deskView({ isMdmEnrolled: false, joinType: 'domain' }) });
    const settings = await open('Settings');
    expect(within(settings).getByRole('button', { name: 'Disconnect' })).toBeTruthy();
    expect(within(settings).queryByRole('button', { name: 'Info' })).toBeNull();
  });

  it('types in two shells, each with its own prompt', async () => {
    const transport = show({ 'desktop.run': { stdout: 'corp\\ana', exitCode: 0 } });
    await open('Command Prompt');
    await waitFor(() => expect(typed).toBeDefined());
    expect(await typed!('whoami')).toBe('corp\\ana');
    typed = undefined;
    await open('Windows PowerShell');
    await waitFor(() => expect(typed).toBeDefined());
    await typed!('whoami');
    expect(transport.asked('desktop.run')).toEqual([
      { deviceId: 12, command: 'whoami' },
      { deviceId: 12, command: 'whoami', shell: 'powershell' },
    ]);
  });

  it('shows the registry by its keys', async () => {
    show();
    const registry = await open('Registry Editor');
    expect(within(registry).getByRole('row', { name: 'AssignedSiteCode REG_SZ CON' })).toBeTruthy();
  });

  it('restarts by its power button, and unpacks what is in its box', async () => {
    const transport = show();
    await press('Power');
    await fireEvent.click(await screen.findByRole('menuitem', { name: /^Restart/ }));
    await waitFor(() => expect(transport.asked('desktop.trigger')).toEqual([{ deviceId: 12, trigger: 'restartNow' }]));
    transport.answer({ 'desktop.read': deskView({ power: 'oobe', place: null }) });
    transport.emit('lab-changed', { revision: 2, now });
    await press('Unpack and set up');
    await waitFor(() => expect(transport.asked('desktop.trigger').at(-1)).toEqual({ deviceId: 12, trigger: 'unpack' }));
  });

  it('tells of a restart that an administrator has ordered, until that is dismissed', async () => {
    const desk = deskView();
    const moment = desk.localTime - desk.offset;
    show({ 'desktop.read': { ...desk, announcedRestartAt: moment + 200 } });
    const notice = await screen.findByRole('region', { name: 'Restart notice' });
    expect(notice.textContent).toContain('Your device administrator has scheduled a reboot.');
    expect(notice.textContent).toContain('Restarting in 3:20. Unsaved work is lost.');
    await press('Dismiss');
    expect(screen.queryByRole('region', { name: 'Restart notice' })).toBeNull();
  });

  it('shows nothing but that it is off', async () => {
    show({ 'desktop.read': deskView({ place: null }) });
    expect(await screen.findByText('CON-LT-00012 is off, or asleep')).toBeTruthy();
    expect(screen.queryByRole('toolbar', { name: 'Taskbar' })).toBeNull();
  });

  it('goes into a window of its own, where there is no further one', async () => {
    const transport = show({ 'window:show': null });
    await press('Own window');
    await waitFor(() => expect(transport.asked('window:show')).toEqual([{ window: 'device', deviceId: 12 }]));
    gone();
    show({}, { isOwnWindow: true });
    await screen.findByRole('region', { name: 'Screen of CON-LT-00012' });
    expect(screen.queryByRole('button', { name: 'Own window' })).toBeNull();
    expect(screen.queryByRole('button', { name: /switch device/ })).toBeNull();
  });
});

describe('the choice of a device', () => {
  it('finds by what is typed, and says when nothing is', async () => {
    const transport = new FakeTransport({
      'devices.find': ({ text }) => (text === 'ana' ? [{ id: 12, name: 'LAP-ONE', detail: 'Windows · Ana' }] : []),
    });
    connect(transport);
    render(AtDevices);
    const box = screen.getByRole('textbox', { name: /Find a device/ });
    await fireEvent.input(box, { target: { value: 'ana' } });
    const link = await screen.findByRole('link', { name: /LAP-ONE/ });
    expect(link.getAttribute('href')).toBe(addressOf('atDevice', { deviceId: 12 }));
    await fireEvent.input(box, { target: { value: 'nobody' } });
    expect(await screen.findByText(/No device has “nobody”/)).toBeTruthy();
  });

  it('offers those visited last, the newest first, and none of another lab', async () => {
    connect(new FakeTransport({}));
    rememberDevice({ id: 1, name: 'ONE' });
    rememberDevice({ id: 2, name: 'TWO' });
    rememberDevice({ id: 1, name: 'ONE' });
    const { unmount } = render(AtDevices);
    const names = () =>
      within(screen.getByRole('list', { name: 'Visited last' }))
        .getAllByRole('link')
        .map((link) => link.textContent.trim());
    expect(names()).toEqual(['ONE', 'TWO']);
    unmount();
    showLab(labView({ seed: 99_999 }));
    render(AtDevices);
    expect(screen.queryByRole('list', { name: 'Visited last' })).toBeNull();
  });
});
