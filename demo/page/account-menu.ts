import { type Account, type Person, signIn, signOut } from './account.js';
import { create, createButton, find } from './elements.js';

/** Shows who is signed in, and lets one become somebody else. */
export function showAccount(menu: HTMLElement, { person, people }: Account): void {
  const button = find('button', menu);
  menu.hidden = false;
  button.hidden = !person;
  if (person) {
    const role = person.role === 'watch' ? 'watch only' : 'full control';
    button.replaceChildren(
      createInitial(person.name),
      create('span', 'unseen', 'Signed in as '),
      create('span', 'who', create('b', '', person.name), create('small', '', role)),
      create('span', 'unseen', '. Switch user'),
    );
  }
  find('.people', menu).replaceChildren(
    create('p', 'hint', 'A demo on your own machine: no password, but a real session.'),
    ...people.map((each) => createPerson(each, each.id === person?.id)),
    createButton('quiet', 'Sign out', () => void signOut()),
  );
}

/** The choice in the place of the player, for nobody is signed in. */
export function showSignIn(place: HTMLElement, { people }: Account): void {
  place.hidden = false;
  place.replaceChildren(
    create('h1', '', 'Who are you?'),
    create('p', 'hint', 'A demo on your own machine: no password, but a real session.'),
    ...people.map((each) => createPerson(each, false)),
  );
  find('button', place).focus();
}

function createPerson({ id, name, role, may }: Person, isPresent: boolean): HTMLElement {
  const title = `${isPresent ? '' : 'Sign in as '}${name}${role === 'watch' ? ' (watch only)' : ''}`;
  const button = createButton('person', '', () => void signIn(id));
  button.append(
    createInitial(name),
    create('span', 'who', create('b', '', title), create('small', '', may)),
  );
  button.disabled = isPresent;
  if (isPresent) button.append(create('span', 'present', 'You'));
  return button;
}

/** A picture of a person, so to say. */
function createInitial(name: string): HTMLElement {
  const initial = create('span', 'initial', name.slice(0, 1));
  initial.ariaHidden = 'true';
  return initial;
}
