import { examplesOf, nothing } from '../example';
import StatusLine from './StatusLine.svelte';

export default examplesOf('status-line', StatusLine, [
  { name: 'saved', props: { kind: 'done', text: 'Saved at 2:14pm' } },
  { name: 'saving', props: { kind: 'working', text: 'Saving' } },
  {
    name: 'failed',
    props: {
      kind: 'failed',
      text: 'Not saved. The disk of this laptop is full. Your words are still on the screen.',
      action: { text: 'Try again', onclick: nothing },
    },
  },
]);
