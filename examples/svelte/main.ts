import { mount } from 'svelte';
import Phone from './Phone.svelte';

const target = document.querySelector('#app');
// The phone of the address: `?phone=AC00000000001`.
const id = new URLSearchParams(location.search).get('phone');
if (target) mount(Phone, { target, props: { id } });
