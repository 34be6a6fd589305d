import type { ListQuery } from '../../shared/devices/views.ts';
import type { MergedLogView } from '../../shared/logs/views.ts';
import type { HostInput } from '../../shared/requests.ts';
import type { Db } from '../db/open.ts';
import { csvHeader, csvRow } from './devices/csv.ts';
import { countDevices, eachDevice } from './devices/list.ts';
import { writeCsv, writeLines, type Writing } from './files/csv.ts';
import { refuseWithheld } from './knowledge.ts';
import { areEvents, cmtraceLine, eventCells, eventHeader, eventXml, xmlBegin, xmlEnd } from './logs/files.ts';
import { mergedLog } from './logs/views.ts';
import { authorityCsv, countAuthority } from './workloads/authority.ts';

/**
 * The files that a door writes of what the lab knows, whichever door it is. Throws `withheld` before anything is written; `total` is
 * how many rows there will be.
 */
export type Export = { total: number; writing: Writing };

export function exportDevices(db: Db, { columns, ...query }: ListQuery & { columns: string[] }, to: string): Export {
  refuseWithheld(db, 'devices:export', { ...query, columns });
  return {
    total: countDevices(db, query),
    writing: writeCsv(to, csvHeader(query.list, columns), cellsOf()),
  };
  function* cellsOf(): Generator<string[]> {
    for (const rows of eachDevice(db, query)) for (const row of rows) yield csvRow(query.list, columns, row);
  }
}

export function exportAuthority(db: Db, params: HostInput<'authority:export'>, to: string): Export {
  refuseWithheld(db, 'authority:export', params);
  const { header, rows } = authorityCsv(db, params.collectionId);
  return { total: countAuthority(db, params.collectionId), writing: writeCsv(to, header, rows) };
}

/** What a file of logs is written as. */
export type LogFormat = 'cmtrace' | 'csv' | 'xml';

/**
 * Whole logs in one file, by time: as the client writes its own, or as a list of events where all of them are event logs; without
 * a format the name of the file decides between the lists.
 */
export function exportLogs(
  db: Db,
  { of }: HostInput<'logs:export'>,
  to: string,
  format: LogFormat = areEvents(of) ? (/\.xml$/i.test(to) ? 'xml' : 'csv') : 'cmtrace',
): Export {
  refuseWithheld(db, 'logs:export', { of });
  const { lines, total } = mergedLog(db, { of, tail: 1_000_000 });
  return { total, writing: writingOf[format](to, lines) };
}
const writingOf: Record<LogFormat, (to: string, lines: MergedLogView['lines']) => Writing> = {
  cmtrace: (to, lines) => writeLines(to, '', lines.map(cmtraceLine)),
  csv: (to, lines) => writeCsv(to, eventHeader, lines.map(eventCells)),
  xml: (to, lines) => writeLines(to, xmlBegin, lines.map(eventXml), xmlEnd),
};
