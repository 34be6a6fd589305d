import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import ConsentWait from '../../renderer/sessions/ConsentWait.svelte';
import Desktop from '../../renderer/sessions/Desktop.svelte';
import { DesktopWindows } from '../../renderer/desktop/windows/desktop-windows.svelte.ts';
import { endingOf, phaseOf } from '../../renderer/sessions/endings.ts';
import { LineEditor, redraw } from '../../renderer/desktop/terminal/line-editor.ts';
import { nonceDocument } from '../../renderer/desktop/terminal/nonce-document.ts';
import SessionBar from '../../renderer/sessions/SessionBar.svelte';
import SessionEnd from '../../renderer/sessions/SessionEnd.svelte';
import SessionReplay from '../../renderer/sessions/SessionReplay.svelte';
import { stopwatchText } from '../../renderer/parts/cells.ts';
import { isRestartFromTerminal } from '../../renderer/sessions/session-text.ts';
import type { SessionEvent } from '../../shared/sessions/events.ts';
import type { SessionView } from '../../shared/sessions/views.ts';
import { sessionView } from '../support/session-view.ts';
import { actionView, now } from '../support/views.ts';

const ended = (ending: NonNullable<SessionView['ending']>): SessionView =>
  sessionView({
    ending,
    desktop: null,
    action: actionView({ kind: 'remoteAssistance', state: 'done', finishedAt: now, deliveredAt: now - 70 }),
  });
const waiting = sessionView({
  desktop: null,
  action: actionView({ kind: 'remoteAssistance', reason: 'awaitingUser', orderedAt: now - 17 }),
});

describe('the phases of a session', () => {
  it('are told from the order and the ending', () => {
    expect(phaseOf(waiting)).toBe('waiting');
    expect(phaseOf(sessionView())).toBe('live');
    expect(phaseOf(ended('wentOffline'))).toBe('ended');
    expect(phaseOf({ ...waiting, action: actionView({ finishedAt: now }) })).toBe('ended');
  });

  it('show how long a person has been asked', () => {
    render(ConsentWait, { view: waiting, now });
    expect(screen.getByRole('timer').textContent).toBe('0:17');
    expect(screen.getByText(/is asked for consent/)).toBeTruthy();
  });
});

describe('the ends of a session', () => {
  it.each([
    ['declined', 'Ana declined'],
    ['noAnswer', 'No answer'],
    ['wentOffline', 'The device went offline'],
    ['endedByUser', 'Ana ended the session'],
    ['endedByHelper', 'You ended the session'],
  ] as const)('name %s and say what to do next', (ending, title) => {
    const onagain = vi.fn();
    render(SessionEnd, { view: ended(ending), isAsking: false, refusal: null, onagain, onclose: () => undefined });
    expect(screen.getByRole('heading', { name: title })).toBe(document.activeElement);
    expect(within(screen.getByText('What to do next').parentElement!).getAllByRole('listitem').length).toBeGreaterThan(
      1,
    );
  });

  it('tell a withdrawn request from a session that was ended', () => {
    const view = ended('endedByHelper');
    expect(endingOf({ ...view, action: { ...view.action, deliveredAt: null } }).title).toBe('You withdrew the request');
  });

  it('offer another request except after the helper’s own end', () => {
    expect(endingOf(ended('declined')).canAskAgain).toBe(true);
    expect(endingOf(ended('endedByHelper')).canAskAgain).toBe(false);
  });
});

describe('the session bar', () => {
  const props = {
    now,
    isLive: true,
    busy: null,
    isReplayShown: false,
    oncontrol: vi.fn(),
    onend: vi.fn(),
    onreplay: vi.fn(),
  };

  it('says who helps whom, how, and for how long', () => {
    render(SessionBar, { ...props, view: sessionView() });
    const bar = screen.getByRole('region', { name: 'Session' });
    expect(bar.textContent).toMatch(/Robin Beck\s+is helping\s+Ana López/);
    expect(bar.textContent).toContain('View only');
    expect(bar.textContent).toContain('1:10');
  });

  it('keeps control out of reach with the reason when the role lacks the right', async () => {
    render(SessionBar, { ...props, view: sessionView({ canControl: false }) });
    const request = screen.getByRole('button', { name: 'Request control' });
    expect(request.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/lacks the right Remote Help app\/Take full control/)).toBeTruthy();
    await fireEvent.click(request);
    expect(props.oncontrol).not.toHaveBeenCalled();
  });

  it('says that the person is being asked after control was requested', () => {
    render(SessionBar, {
      ...props,
      view: sessionView({ events: [{ at: now, kind: 'controlRequested', details: {} }] }),
    });
    expect(screen.getByRole('button', { name: 'Asking…' })).toBeTruthy();
  });
});

describe('the drawn desktop', () => {
  const show = (set: Partial<NonNullable<SessionView['desktop']>> = {}, hasControl = true) =>
    render(Desktop, {
      props: {
        desktop: { ...sessionView().desktop!, ...set },
        sharer: 'Ana López',
        events: [],
        hasControl,
        tenant: 'Contoso',
        now,
        run: () => Promise.resolve(''),
      },
    });

  it('shows the device’s own clock, name and person', () => {
    show();
    const taskbar = screen.getByRole('toolbar', { name: 'Taskbar' });
    expect(taskbar.textContent).toContain('9:30 AM');
    expect(taskbar.textContent).toContain('Ana López');
    expect(screen.getByRole('region', { name: 'Screen of CON-LT-00012' })).toBeTruthy();
  });

  it('opens windows from the taskbar that tell the truth of the device', async () => {
    show();
    await fireEvent.click(screen.getByRole('button', { name: 'Device health' }));
    const health = screen.getByRole('group', { name: 'Device health' });
    expect(health.textContent).toContain('3.8 GB free');
    expect(health.textContent).toContain('Nearly full');
    expect(health.textContent).toContain('Pending for 8 d');
    await fireEvent.click(within(health).getByRole('button', { name: 'Close Device health' }));
    expect(screen.queryByRole('group', { name: 'Device health' })).toBeNull();
  });

  it('tells joined and managed apart', async () => {
    show({ isMdmEnrolled: false, joinType: 'domain' });
    await fireEvent.click(screen.getByRole('button', { name: 'Access work or school' }));
    const work = screen.getByRole('group', { name: 'Access work or school' });
    expect(work.textContent).toContain('Connected to CONTOSO AD domain');
    expect(work.textContent).toContain('Not enrolled');
  });

  it('announces an administrator’s restart over that of an update', () => {
    show({ restartAt: now + 200 });
    const notice = screen.getByRole('region', { name: 'Restart notice' });
    expect(notice.textContent).toContain('Your device administrator has scheduled a reboot.');
    expect(notice.textContent).toContain('3:20');
  });

  it('says in view only that nothing can be typed', () => {
    show({}, false);
    expect(screen.getByText(/View only\. Ana opens on request/)).toBeTruthy();
  });
});

describe('a restart from the command line', () => {
  const ran = (command: string, exitCode = 0): SessionEvent => ({
    at: now,
    kind: 'command',
    details: { command, stdout: '', exitCode },
  });
  it('is told apart from an administrator’s until it is aborted', () => {
    expect(isRestartFromTerminal([])).toBe(false);
    expect(isRestartFromTerminal([ran('shutdown /r /t 120')])).toBe(true);
    expect(isRestartFromTerminal([ran('shutdown /r /t 120'), ran('shutdown /a')])).toBe(false);
    expect(isRestartFromTerminal([ran('shutdown /r', 1190)])).toBe(false);
  });
});

describe('windows on the desktop', () => {
  it('come to the front, go down and come back in order', () => {
    const windows = new DesktopWindows();
    windows.toggle('about');
    windows.toggle('health');
    expect(windows.top).toBe('health');
    windows.toggle('about');
    expect(windows.open).toEqual(['health', 'about']);
    windows.toggle('about');
    expect(windows.top).toBe('health');
    windows.close('health');
    expect(windows.top).toBeUndefined();
    windows.toggle('about');
    expect(windows.top).toBe('about');
  });
});

describe('the command line', () => {
  const type = (editor: LineEditor, ...data: string[]) => data.flatMap((part) => editor.feed(part));

  it('edits in the middle of a line', () => {
    const editor = new LineEditor();
    type(editor, 'dsregcmd', '\x1b[H', '\x1b[3~', 'D', '\x1b[F', ' /staus', '\x1b[D', '\x1b[D', 't');
    expect(editor.text).toBe('Dsregcmd /status');
  });

  it('submits a line, remembers it, and keeps the draft below the history', () => {
    const editor = new LineEditor();
    expect(type(editor, 'hostname', '\r')).toContainEqual({ kind: 'submitted', line: 'hostname' });
    type(editor, 'ipc', '\x1b[A');
    expect(editor.text).toBe('hostname');
    type(editor, '\x1b[B');
    expect(editor.text).toBe('ipc');
  });

  it('runs pasted lines one by one and drops control characters', () => {
    const editor = new LineEditor();
    const events = editor.feed('whoami\r\nhost\x07name\nrest');
    expect(events.filter(({ kind }) => kind === 'submitted')).toEqual([
      { kind: 'submitted', line: 'whoami' },
      { kind: 'submitted', line: 'hostname' },
    ]);
    expect(editor.text).toBe('rest');
  });

  it('drops the line with Ctrl+C and takes no more than the lab accepts', () => {
    const editor = new LineEditor(10);
    editor.feed('0123456789abc');
    expect(editor.text).toBe('0123456789');
    expect(editor.feed('\x03')).toEqual([{ kind: 'canceled' }]);
    expect(editor.text).toBe('');
  });

  it('draws a wrapped line with the cursor where it belongs', () => {
    const drawn = redraw('C:\\>', { text: 'x'.repeat(20), cursor: 2 }, 10, 2);
    expect(drawn.cursorRow).toBe(0);
    expect(drawn.bytes).toBe(`\x1b[2A\r\x1b[JC:\\>${'x'.repeat(20)}\x1b[2A\r\x1b[6C`);
  });

  it('steps into a new row when a row is exactly full', () => {
    const drawn = redraw('C:\\>', { text: 'x'.repeat(6), cursor: 6 }, 10, 0);
    expect(drawn).toEqual({ bytes: '\r\x1b[JC:\\>xxxxxx \r', cursorRow: 1 });
  });
});

describe('the document for the terminal', () => {
  it('gives style elements the page’s nonce and leaves the rest alone', () => {
    document.head.innerHTML = '<meta name="csp-nonce" content="abc" />';
    const page = nonceDocument(document);
    expect(page.createElement('style').nonce).toBe('abc');
    expect(page.createElement('div').nonce).toBeFalsy();
    expect(page.querySelector('meta')).toBe(document.querySelector('meta'));
  });
});

describe('the replay', () => {
  it('lists what happened with its time, and says that the product keeps no recording', () => {
    const events: SessionEvent[] = [
      { at: now, kind: 'requested', details: { helper: 'Robin' } },
      { at: now + 25, kind: 'started', details: { mode: 'view' } },
      { at: now + 60, kind: 'command', details: { command: 'whoami', stdout: 'contoso\\ana', exitCode: 0 } },
      { at: now + 90, kind: 'ended', details: { ending: 'endedByUser' } },
    ];
    render(SessionReplay, { props: { events, startedAt: now } });
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent.replace(/\s+/g, ' ').trim());
    expect(lines[1]).toBe('0:25 Allowed; session started in view only');
    expect(lines[2]).toContain('whoami');
    expect(lines[3]).toBe('1:30 Ended by the person');
    expect(screen.getByText(/keeps no recording and no keystrokes/)).toBeTruthy();
  });
  it('counts hours when a session is long', () => {
    expect([7, 754, 3750].map(stopwatchText)).toEqual(['0:07', '12:34', '1:02:30']);
  });
});
