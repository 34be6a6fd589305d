/**
 * Rows of the lab's tables, with the columns' own names: what the rules receive and what main/db stores, so nothing is
 * translated on the way. Times are UTC seconds of simulated time; `Flag` is 0 or 1. The columns are described in
 * main/db/migrations.
 */
export type Flag = 0 | 1;
