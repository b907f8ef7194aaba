export type SessionStateName =
  | 'idle'
  | 'ticketing'
  | 'preparing'
  | 'signalling'
  | 'negotiating'
  | 'live'
  | 'recovering'
  | 'idle-warning'
  | 'closed';
