import { examplesOf, nothing } from '../example';
import DateInput from './DateInput.svelte';
import { NO_DATE } from './date';

export default examplesOf('date-input', DateInput, [
  {
    name: 'default',
    props: {
      id: 'dob',
      legend: 'What is your date of birth?',
      hint: 'For example, 31 3 1980',
      value: NO_DATE,
      oninput: nothing,
    },
    fixture: 'default',
  },
  {
    name: 'error',
    props: {
      id: 'review',
      legend: 'When will you look at this again?',
      legendSize: 'm',
      error: 'Enter a real date, like 31 3 2027',
      value: { day: '31', month: '2', year: '2027' },
      oninput: nothing,
    },
  },
]);
