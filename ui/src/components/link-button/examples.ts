import { examplesOf, nothing } from '../example';
import LinkButton from './LinkButton.svelte';

export default examplesOf('link-button', LinkButton, [
  { name: 'default', props: { text: 'Use your recovery phrase', onclick: nothing } },
  {
    name: 'saying about what',
    props: { text: 'Change', about: 'who interprets', onclick: nothing },
  },
]);
