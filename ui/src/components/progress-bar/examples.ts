import { examplesOf } from '../example';
import ProgressBar from './ProgressBar.svelte';

export default examplesOf('progress-bar', ProgressBar, [
  { name: 'half done', props: { text: 'Writing the backup', done: 50, of: 100 } },
  { name: 'nobody knows how much', props: { text: 'Checking the backup', done: 0, of: 0 } },
]);
