import 'telepad/element';

const phone = document.querySelector('telepad-phone');
phone?.addEventListener('telepad-live', () => {
  document.title = 'Live';
});
// The phone of the address: `?phone=AC00000000001`.
if (phone) phone.phoneId = new URLSearchParams(location.search).get('phone');
