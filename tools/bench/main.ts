import { engineResults } from './engine.ts';
import { isMet, machineText, type BenchResult } from './result.ts';
import { windowResults } from './windows.ts';

/** Measures the budgets of the product and prints them; `--json` for machines. Figures are never asserted by tests. */
const results: BenchResult[] = [...(await engineResults()), ...(await windowResults())];

if (process.argv.includes('--json')) {
  const lines = results.map((result) => ({ ...result, met: isMet(result) }));
  console.log(JSON.stringify({ machine: machineText(), results: lines }, null, 2));
} else {
  console.log(`Machine: ${machineText()}\n`);
  for (const result of results) {
    const met = isMet(result);
    const mark = met === null ? 'not measured' : met ? 'met' : 'MISSED';
    const budget = `${result.isFloor ? '≥' : '≤'} ${result.budget} ${result.unit}`;
    console.log(
      `${result.name}\n    ${result.value === null ? '—' : `${result.value} ${result.unit}`}  (budget ${budget}: ${mark})  ${result.note}`,
    );
  }
}
