import 'telepad/element';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import type {} from 'telepad/element/react';

function Phone({ id }: { readonly id: string }) {
  const [isLive, setLive] = useState(false);
  return (
    <>
      <p>{isLive ? 'Live' : 'Connecting'}</p>
      <telepad-phone
        broker="/telepad"
        phone-id={id}
        controls
        frame
        ontelepad-state={({ detail }) => setLive(detail.state === 'live')}
      />
    </>
  );
}

const app = document.querySelector('#app');
// The phone of the address: `?phone=AC00000000001`.
const id = new URLSearchParams(location.search).get('phone') ?? '';
if (app) createRoot(app).render(<Phone id={id} />);
