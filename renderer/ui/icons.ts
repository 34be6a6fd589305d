// The icons in use, each inlined by the bundler as text. To add one: import its file from @fluentui/svg-icons (20 px, regular)
// and name it below in kebab case. Names that begin with `status-` or end in `-small` are drawn for 16 px.
import accessibility from '@fluentui/svg-icons/icons/accessibility_20_regular.svg?raw';
import add from '@fluentui/svg-icons/icons/add_20_regular.svg?raw';
import alert from '@fluentui/svg-icons/icons/alert_20_regular.svg?raw';
import apps from '@fluentui/svg-icons/icons/apps_20_regular.svg?raw';
import appsList from '@fluentui/svg-icons/icons/apps_list_20_regular.svg?raw';
import archive from '@fluentui/svg-icons/icons/archive_20_regular.svg?raw';
import arrowClockwise from '@fluentui/svg-icons/icons/arrow_clockwise_20_regular.svg?raw';
import arrowDown from '@fluentui/svg-icons/icons/arrow_down_20_regular.svg?raw';
import arrowExport from '@fluentui/svg-icons/icons/arrow_export_20_regular.svg?raw';
import arrowImport from '@fluentui/svg-icons/icons/arrow_import_20_regular.svg?raw';
import arrowLeft from '@fluentui/svg-icons/icons/arrow_left_20_regular.svg?raw';
import arrowReset from '@fluentui/svg-icons/icons/arrow_reset_20_regular.svg?raw';
import arrowRight from '@fluentui/svg-icons/icons/arrow_right_20_regular.svg?raw';
import arrowSort from '@fluentui/svg-icons/icons/arrow_sort_20_regular.svg?raw';
import arrowStepOver from '@fluentui/svg-icons/icons/arrow_step_over_20_regular.svg?raw';
import arrowSync from '@fluentui/svg-icons/icons/arrow_sync_20_regular.svg?raw';
import arrowUndo from '@fluentui/svg-icons/icons/arrow_undo_20_regular.svg?raw';
import arrowUp from '@fluentui/svg-icons/icons/arrow_up_20_regular.svg?raw';
import beaker from '@fluentui/svg-icons/icons/beaker_20_regular.svg?raw';
import board from '@fluentui/svg-icons/icons/board_20_regular.svg?raw';
import bookOpen from '@fluentui/svg-icons/icons/book_open_20_regular.svg?raw';
import branch from '@fluentui/svg-icons/icons/branch_20_regular.svg?raw';
import broom from '@fluentui/svg-icons/icons/broom_20_regular.svg?raw';
import bug from '@fluentui/svg-icons/icons/bug_20_regular.svg?raw';
import building from '@fluentui/svg-icons/icons/building_20_regular.svg?raw';
import buildingMultiple from '@fluentui/svg-icons/icons/building_multiple_20_regular.svg?raw';
import calendar from '@fluentui/svg-icons/icons/calendar_20_regular.svg?raw';
import calendarClock from '@fluentui/svg-icons/icons/calendar_clock_20_regular.svg?raw';
import certificate from '@fluentui/svg-icons/icons/certificate_20_regular.svg?raw';
import chatHelp from '@fluentui/svg-icons/icons/chat_help_20_regular.svg?raw';
import checkmark from '@fluentui/svg-icons/icons/checkmark_20_regular.svg?raw';
import checkmarkCircle from '@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg?raw';
import chevronDoubleLeft from '@fluentui/svg-icons/icons/chevron_double_left_20_regular.svg?raw';
import chevronDoubleRight from '@fluentui/svg-icons/icons/chevron_double_right_20_regular.svg?raw';
import chevronDown from '@fluentui/svg-icons/icons/chevron_down_20_regular.svg?raw';
import chevronLeft from '@fluentui/svg-icons/icons/chevron_left_20_regular.svg?raw';
import chevronRight from '@fluentui/svg-icons/icons/chevron_right_20_regular.svg?raw';
import chevronUp from '@fluentui/svg-icons/icons/chevron_up_20_regular.svg?raw';
import circle from '@fluentui/svg-icons/icons/circle_20_regular.svg?raw';
import circleHalfFill from '@fluentui/svg-icons/icons/circle_half_fill_20_regular.svg?raw';
import clipboardTask from '@fluentui/svg-icons/icons/clipboard_task_20_regular.svg?raw';
import clock from '@fluentui/svg-icons/icons/clock_20_regular.svg?raw';
import clockAlarm from '@fluentui/svg-icons/icons/clock_alarm_20_regular.svg?raw';
import cloud from '@fluentui/svg-icons/icons/cloud_20_regular.svg?raw';
import cloudLink from '@fluentui/svg-icons/icons/cloud_link_20_regular.svg?raw';
import cloudSync from '@fluentui/svg-icons/icons/cloud_sync_20_regular.svg?raw';
import code from '@fluentui/svg-icons/icons/code_20_regular.svg?raw';
import columnEdit from '@fluentui/svg-icons/icons/column_edit_20_regular.svg?raw';
import copy from '@fluentui/svg-icons/icons/copy_20_regular.svg?raw';
import cursorClick from '@fluentui/svg-icons/icons/cursor_click_20_regular.svg?raw';
import darkTheme from '@fluentui/svg-icons/icons/dark_theme_20_regular.svg?raw';
import dataBarVertical from '@fluentui/svg-icons/icons/data_bar_vertical_20_regular.svg?raw';
import dataPie from '@fluentui/svg-icons/icons/data_pie_20_regular.svg?raw';
import dataTrending from '@fluentui/svg-icons/icons/data_trending_20_regular.svg?raw';
import database from '@fluentui/svg-icons/icons/database_20_regular.svg?raw';
import deleteIcon from '@fluentui/svg-icons/icons/delete_20_regular.svg?raw';
import desktop from '@fluentui/svg-icons/icons/desktop_20_regular.svg?raw';
import desktopCheckmark from '@fluentui/svg-icons/icons/desktop_checkmark_20_regular.svg?raw';
import desktopCursor from '@fluentui/svg-icons/icons/desktop_cursor_20_regular.svg?raw';
import desktopPulse from '@fluentui/svg-icons/icons/desktop_pulse_20_regular.svg?raw';
import desktopSync from '@fluentui/svg-icons/icons/desktop_sync_20_regular.svg?raw';
import desktopTower from '@fluentui/svg-icons/icons/desktop_tower_20_regular.svg?raw';
import desktopToolbox from '@fluentui/svg-icons/icons/desktop_toolbox_20_regular.svg?raw';
import dismiss from '@fluentui/svg-icons/icons/dismiss_20_regular.svg?raw';
import dismissCircle from '@fluentui/svg-icons/icons/dismiss_circle_20_regular.svg?raw';
import document from '@fluentui/svg-icons/icons/document_20_regular.svg?raw';
import dualScreenDesktop from '@fluentui/svg-icons/icons/dual_screen_desktop_20_regular.svg?raw';
import edit from '@fluentui/svg-icons/icons/edit_20_regular.svg?raw';
import errorCircle from '@fluentui/svg-icons/icons/error_circle_20_regular.svg?raw';
import eye from '@fluentui/svg-icons/icons/eye_20_regular.svg?raw';
import eyeOff from '@fluentui/svg-icons/icons/eye_off_20_regular.svg?raw';
import fastForward from '@fluentui/svg-icons/icons/fast_forward_20_regular.svg?raw';
import filter from '@fluentui/svg-icons/icons/filter_20_regular.svg?raw';
import flag from '@fluentui/svg-icons/icons/flag_20_regular.svg?raw';
import flash from '@fluentui/svg-icons/icons/flash_20_regular.svg?raw';
import flow from '@fluentui/svg-icons/icons/flow_20_regular.svg?raw';
import folder from '@fluentui/svg-icons/icons/folder_20_regular.svg?raw';
import gauge from '@fluentui/svg-icons/icons/gauge_20_regular.svg?raw';
import globe from '@fluentui/svg-icons/icons/globe_20_regular.svg?raw';
import grid from '@fluentui/svg-icons/icons/grid_20_regular.svg?raw';
import hatGraduation from '@fluentui/svg-icons/icons/hat_graduation_20_regular.svg?raw';
import heartPulse from '@fluentui/svg-icons/icons/heart_pulse_20_regular.svg?raw';
import history from '@fluentui/svg-icons/icons/history_20_regular.svg?raw';
import home from '@fluentui/svg-icons/icons/home_20_regular.svg?raw';
import hourglass from '@fluentui/svg-icons/icons/hourglass_20_regular.svg?raw';
import info from '@fluentui/svg-icons/icons/info_20_regular.svg?raw';
import key from '@fluentui/svg-icons/icons/key_20_regular.svg?raw';
import keyboard from '@fluentui/svg-icons/icons/keyboard_20_regular.svg?raw';
import laptop from '@fluentui/svg-icons/icons/laptop_20_regular.svg?raw';
import learningApp from '@fluentui/svg-icons/icons/learning_app_20_regular.svg?raw';
import lightbulb from '@fluentui/svg-icons/icons/lightbulb_20_regular.svg?raw';
import link from '@fluentui/svg-icons/icons/link_20_regular.svg?raw';
import linkDismiss from '@fluentui/svg-icons/icons/link_dismiss_20_regular.svg?raw';
import list from '@fluentui/svg-icons/icons/list_20_regular.svg?raw';
import lockClosed from '@fluentui/svg-icons/icons/lock_closed_20_regular.svg?raw';
import mail from '@fluentui/svg-icons/icons/mail_20_regular.svg?raw';
import moreHorizontal from '@fluentui/svg-icons/icons/more_horizontal_20_regular.svg?raw';
import moreVertical from '@fluentui/svg-icons/icons/more_vertical_20_regular.svg?raw';
import navigation from '@fluentui/svg-icons/icons/navigation_20_regular.svg?raw';
import next from '@fluentui/svg-icons/icons/next_20_regular.svg?raw';
import open from '@fluentui/svg-icons/icons/open_20_regular.svg?raw';
import options from '@fluentui/svg-icons/icons/options_20_regular.svg?raw';
import organization from '@fluentui/svg-icons/icons/organization_20_regular.svg?raw';
import panelLeftExpand from '@fluentui/svg-icons/icons/panel_left_expand_20_regular.svg?raw';
import pause from '@fluentui/svg-icons/icons/pause_20_regular.svg?raw';
import people from '@fluentui/svg-icons/icons/people_20_regular.svg?raw';
import peopleTeam from '@fluentui/svg-icons/icons/people_team_20_regular.svg?raw';
import person from '@fluentui/svg-icons/icons/person_20_regular.svg?raw';
import personCircle from '@fluentui/svg-icons/icons/person_circle_20_regular.svg?raw';
import personKey from '@fluentui/svg-icons/icons/person_key_20_regular.svg?raw';
import personSupport from '@fluentui/svg-icons/icons/person_support_20_regular.svg?raw';
import phone from '@fluentui/svg-icons/icons/phone_20_regular.svg?raw';
import pin from '@fluentui/svg-icons/icons/pin_20_regular.svg?raw';
import play from '@fluentui/svg-icons/icons/play_20_regular.svg?raw';
import plugConnected from '@fluentui/svg-icons/icons/plug_connected_20_regular.svg?raw';
import plugDisconnected from '@fluentui/svg-icons/icons/plug_disconnected_20_regular.svg?raw';
import power from '@fluentui/svg-icons/icons/power_20_regular.svg?raw';
import previous from '@fluentui/svg-icons/icons/previous_20_regular.svg?raw';
import prohibited from '@fluentui/svg-icons/icons/prohibited_20_regular.svg?raw';
import pulse from '@fluentui/svg-icons/icons/pulse_20_regular.svg?raw';
import questionCircle from '@fluentui/svg-icons/icons/question_circle_20_regular.svg?raw';
import record from '@fluentui/svg-icons/icons/record_20_regular.svg?raw';
import ribbon from '@fluentui/svg-icons/icons/ribbon_20_regular.svg?raw';
import save from '@fluentui/svg-icons/icons/save_20_regular.svg?raw';
import scales from '@fluentui/svg-icons/icons/scales_20_regular.svg?raw';
import script from '@fluentui/svg-icons/icons/script_20_regular.svg?raw';
import search from '@fluentui/svg-icons/icons/search_20_regular.svg?raw';
import server from '@fluentui/svg-icons/icons/server_20_regular.svg?raw';
import serverLink from '@fluentui/svg-icons/icons/server_link_20_regular.svg?raw';
import settings from '@fluentui/svg-icons/icons/settings_20_regular.svg?raw';
import shield from '@fluentui/svg-icons/icons/shield_20_regular.svg?raw';
import shieldCheckmark from '@fluentui/svg-icons/icons/shield_checkmark_20_regular.svg?raw';
import shieldTask from '@fluentui/svg-icons/icons/shield_task_20_regular.svg?raw';
import signOut from '@fluentui/svg-icons/icons/sign_out_20_regular.svg?raw';
import slideMultiple from '@fluentui/svg-icons/icons/slide_multiple_20_regular.svg?raw';
import star from '@fluentui/svg-icons/icons/star_20_regular.svg?raw';
import stethoscope from '@fluentui/svg-icons/icons/stethoscope_20_regular.svg?raw';
import stop from '@fluentui/svg-icons/icons/stop_20_regular.svg?raw';
import subtract from '@fluentui/svg-icons/icons/subtract_20_regular.svg?raw';
import table from '@fluentui/svg-icons/icons/table_20_regular.svg?raw';
import tableSimple from '@fluentui/svg-icons/icons/table_simple_20_regular.svg?raw';
import tag from '@fluentui/svg-icons/icons/tag_20_regular.svg?raw';
import target from '@fluentui/svg-icons/icons/target_20_regular.svg?raw';
import taskListLtr from '@fluentui/svg-icons/icons/task_list_ltr_20_regular.svg?raw';
import textBulletList from '@fluentui/svg-icons/icons/text_bullet_list_20_regular.svg?raw';
import textFontSize from '@fluentui/svg-icons/icons/text_font_size_20_regular.svg?raw';
import timeline from '@fluentui/svg-icons/icons/timeline_20_regular.svg?raw';
import timer from '@fluentui/svg-icons/icons/timer_20_regular.svg?raw';
import trophy from '@fluentui/svg-icons/icons/trophy_20_regular.svg?raw';
import warning from '@fluentui/svg-icons/icons/warning_20_regular.svg?raw';
import weatherMoon from '@fluentui/svg-icons/icons/weather_moon_20_regular.svg?raw';
import weatherSunny from '@fluentui/svg-icons/icons/weather_sunny_20_regular.svg?raw';
import windowApps from '@fluentui/svg-icons/icons/window_apps_20_regular.svg?raw';
import windowConsole from '@fluentui/svg-icons/icons/window_console_20_regular.svg?raw';
import windowSettings from '@fluentui/svg-icons/icons/window_settings_20_regular.svg?raw';
import windowShield from '@fluentui/svg-icons/icons/window_shield_20_regular.svg?raw';
import wrench from '@fluentui/svg-icons/icons/wrench_20_regular.svg?raw';
import wrenchScrewdriver from '@fluentui/svg-icons/icons/wrench_screwdriver_20_regular.svg?raw';
import zoomIn from '@fluentui/svg-icons/icons/zoom_in_20_regular.svg?raw';
import statusSuccess from '@fluentui/svg-icons/icons/checkmark_circle_16_filled.svg?raw';
import statusDanger from '@fluentui/svg-icons/icons/dismiss_circle_16_filled.svg?raw';
import statusWarning from '@fluentui/svg-icons/icons/warning_16_filled.svg?raw';
import statusInfo from '@fluentui/svg-icons/icons/info_16_filled.svg?raw';
import statusNeutral from '@fluentui/svg-icons/icons/question_circle_16_regular.svg?raw';
import statusPending from '@fluentui/svg-icons/icons/clock_16_regular.svg?raw';
import statusActive from '@fluentui/svg-icons/icons/arrow_sync_circle_16_regular.svg?raw';
import statusBlocked from '@fluentui/svg-icons/icons/prohibited_16_regular.svg?raw';
import statusNone from '@fluentui/svg-icons/icons/subtract_circle_16_regular.svg?raw';
import statusLab from '@fluentui/svg-icons/icons/beaker_16_regular.svg?raw';
import statusRecords from '@fluentui/svg-icons/icons/database_16_regular.svg?raw';
import pauseSmall from '@fluentui/svg-icons/icons/pause_16_filled.svg?raw';
import playSmall from '@fluentui/svg-icons/icons/play_16_filled.svg?raw';
import checkSmall from '@fluentui/svg-icons/icons/checkmark_16_filled.svg?raw';
import dashSmall from '@fluentui/svg-icons/icons/subtract_16_filled.svg?raw';
import chevronSmall from '@fluentui/svg-icons/icons/chevron_down_16_regular.svg?raw';
import dismissSmall from '@fluentui/svg-icons/icons/dismiss_16_regular.svg?raw';

export const icons = {
  accessibility,
  add,
  alert,
  apps,
  'apps-list': appsList,
  archive,
  'arrow-clockwise': arrowClockwise,
  'arrow-down': arrowDown,
  'arrow-export': arrowExport,
  'arrow-import': arrowImport,
  'arrow-left': arrowLeft,
  'arrow-reset': arrowReset,
  'arrow-right': arrowRight,
  'arrow-sort': arrowSort,
  'arrow-step-over': arrowStepOver,
  'arrow-sync': arrowSync,
  'arrow-undo': arrowUndo,
  'arrow-up': arrowUp,
  beaker,
  board,
  'book-open': bookOpen,
  branch,
  broom,
  bug,
  building,
  'building-multiple': buildingMultiple,
  calendar,
  'calendar-clock': calendarClock,
  certificate,
  'chat-help': chatHelp,
  checkmark,
  'checkmark-circle': checkmarkCircle,
  'chevron-double-left': chevronDoubleLeft,
  'chevron-double-right': chevronDoubleRight,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  'chevron-up': chevronUp,
  circle,
  'circle-half-fill': circleHalfFill,
  'clipboard-task': clipboardTask,
  clock,
  'clock-alarm': clockAlarm,
  cloud,
  'cloud-link': cloudLink,
  'cloud-sync': cloudSync,
  code,
  'column-edit': columnEdit,
  copy,
  'cursor-click': cursorClick,
  'dark-theme': darkTheme,
  'data-bar-vertical': dataBarVertical,
  'data-pie': dataPie,
  'data-trending': dataTrending,
  database,
  delete: deleteIcon,
  desktop,
  'desktop-checkmark': desktopCheckmark,
  'desktop-cursor': desktopCursor,
  'desktop-pulse': desktopPulse,
  'desktop-sync': desktopSync,
  'desktop-tower': desktopTower,
  'desktop-toolbox': desktopToolbox,
  dismiss,
  'dismiss-circle': dismissCircle,
  document,
  'dual-screen-desktop': dualScreenDesktop,
  edit,
  'error-circle': errorCircle,
  eye,
  'eye-off': eyeOff,
  'fast-forward': fastForward,
  filter,
  flag,
  flash,
  flow,
  folder,
  gauge,
  globe,
  grid,
  'hat-graduation': hatGraduation,
  'heart-pulse': heartPulse,
  history,
  home,
  hourglass,
  info,
  key,
  keyboard,
  laptop,
  'learning-app': learningApp,
  lightbulb,
  link,
  'link-dismiss': linkDismiss,
  list,
  'lock-closed': lockClosed,
  mail,
  'more-horizontal': moreHorizontal,
  'more-vertical': moreVertical,
  navigation,
  next,
  open,
  options,
  organization,
  'panel-left-expand': panelLeftExpand,
  pause,
  people,
  'people-team': peopleTeam,
  person,
  'person-circle': personCircle,
  'person-key': personKey,
  'person-support': personSupport,
  phone,
  pin,
  play,
  'plug-connected': plugConnected,
  'plug-disconnected': plugDisconnected,
  power,
  previous,
  prohibited,
  pulse,
  'question-circle': questionCircle,
  record,
  ribbon,
  save,
  scales,
  script,
  search,
  server,
  'server-link': serverLink,
  settings,
  shield,
  'shield-checkmark': shieldCheckmark,
  'shield-task': shieldTask,
  'sign-out': signOut,
  'slide-multiple': slideMultiple,
  star,
  stethoscope,
  stop,
  subtract,
  table,
  'table-simple': tableSimple,
  tag,
  target,
  'task-list-ltr': taskListLtr,
  'text-bullet-list': textBulletList,
  'text-font-size': textFontSize,
  timeline,
  timer,
  trophy,
  warning,
  'weather-moon': weatherMoon,
  'weather-sunny': weatherSunny,
  'window-apps': windowApps,
  'window-console': windowConsole,
  'window-settings': windowSettings,
  'window-shield': windowShield,
  wrench,
  'wrench-screwdriver': wrenchScrewdriver,
  'zoom-in': zoomIn,
  'status-success': statusSuccess,
  'status-danger': statusDanger,
  'status-warning': statusWarning,
  'status-info': statusInfo,
  'status-neutral': statusNeutral,
  'status-pending': statusPending,
  'status-active': statusActive,
  'status-blocked': statusBlocked,
  'status-none': statusNone,
  'status-lab': statusLab,
  'status-records': statusRecords,
  'pause-small': pauseSmall,
  'play-small': playSmall,
  'check-small': checkSmall,
  'dash-small': dashSmall,
  'chevron-small': chevronSmall,
  'dismiss-small': dismissSmall,
} as const;

export type IconName = keyof typeof icons;
