// Says that the page does not follow what others change, for as long as it does not.
import { Icon } from '../../ui/icon.tsx';
import './live-note.css';

export const LiveNote = ({ state }: { state: 'live' | 'paused' }) => (
  <p className="live-note" role="status">
    {state === 'paused' && (
      <>
        <Icon of="wifi-off" size={14} />
        Live updates paused, retrying
      </>
    )}
  </p>
);
