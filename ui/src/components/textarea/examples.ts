import { examplesOf, nothing } from '../example';
import Textarea from './Textarea.svelte';

export default examplesOf('textarea', Textarea, [
  {
    name: 'default',
    props: {
      id: 'more-detail',
      label: 'Can you provide more detail?',
      value: '',
      rows: 5,
      oninput: nothing,
    },
    fixture: 'default',
  },
  {
    name: 'hint',
    props: {
      id: 'said-words',
      label: 'Exact words',
      about: 'It is the drink',
      hint: 'As they said it, in quotation marks if you can.',
      value: '"I only shouted. She knows how to wind me up. It is the drink, I am not like that."',
      oninput: nothing,
    },
  },
  {
    name: 'error',
    props: {
      id: 'why-none',
      label: 'Why is there no review date?',
      error: 'Enter a reason',
      value: '',
      oninput: nothing,
    },
  },
]);
