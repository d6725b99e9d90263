import { defineScreens } from '../../app/screens';
import Card from './Card.svelte';
import Counts from './Counts.svelte';
import Outputs from './Outputs.svelte';
import Preview from './Preview.svelte';
import SaveExport from './SaveExport.svelte';
import SaveOutput from './SaveOutput.svelte';

export const screens = defineScreens({
  outputs: Outputs,
  output: Preview,
  'save-output': SaveOutput,
  card: Card,
  'save-export': SaveExport,
  counts: Counts,
});
