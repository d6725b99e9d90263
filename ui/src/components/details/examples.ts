import { examplesOf } from '../example';
import Details from './Details.svelte';

export default examplesOf('details', Details, [
  {
    name: 'default',
    props: {
      summary: 'Help with nationality',
      text: 'We need to know your nationality so we can work out which elections you’re entitled to vote in. If you can’t provide your nationality, you’ll have to send copies of identity documents through the post.',
    },
  },
  {
    name: 'open',
    props: { summary: 'Why this matters', text: 'It often comes before worse.', open: true },
  },
]);
