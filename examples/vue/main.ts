import { createApp } from 'vue';
import Phone from './Phone.vue';

// The phone of the address: `?phone=AC00000000001`.
const id = new URLSearchParams(location.search).get('phone');
createApp(Phone, { id }).mount('#app');
