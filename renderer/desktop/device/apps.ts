import type { DeviceManagementView } from '../../../shared/comanagement/views.ts';
import type { DesktopApp } from '../windows/desktop-windows.svelte.ts';

/** What a Windows device has of programs, in the order of its desktop. */
export const appsOf = ({ applet }: Pick<DeviceManagementView, 'applet'>): DesktopApp[] => [
  // Without the client Control Panel has no such entry.
  ...(applet ? [{ id: 'applet', title: 'Configuration Manager', icon: 'options' } as const] : []),
  { id: 'settings', title: 'Settings', icon: 'settings' },
  { id: 'cmd', title: 'Command Prompt', icon: 'window-console', room: 'large' },
  { id: 'powershell', title: 'Windows PowerShell', icon: 'code', room: 'large' },
  { id: 'logs', title: 'Log viewer', icon: 'text-bullet-list', room: 'large' },
  { id: 'events', title: 'Event Viewer', icon: 'book-open', room: 'large' },
  { id: 'registry', title: 'Registry Editor', icon: 'grid' },
  { id: 'tasks', title: 'Task Scheduler', icon: 'calendar-clock' },
];
