export type ActivityRow = {
  id: number;
  at: number;
  kind: string;
  device_id: number | null;
  subject: string;
  actor: string;
  details: string;
};

export type InputRow = { id: number; at: number; kind: string; params: string };

export type WorkRow = {
  due_at: number;
  rank: number;
  device_id: number;
  seq: number;
  kind: string;
  subject_id: number;
  queued_at: number;
};

/** `device_id` 0 is the site. `details` is a JSON object. */
export type HistoryRow = { id: number; at: number; device_id: number; kind: string; details: string };
