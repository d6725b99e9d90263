import { examplesOf, paragraph } from '../example';
import InsetText from './InsetText.svelte';

export default examplesOf('inset-text', InsetText, [
  {
    name: 'default',
    props: {
      text: 'It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in the application.',
    },
    fixture: 'default',
  },
  { name: 'content', props: { children: paragraph('Use your own words.') } },
]);
