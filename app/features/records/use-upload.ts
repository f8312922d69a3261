import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from '../../remix.ts';

export interface Refused {
  message: string;
  hint?: string | undefined;
}

export interface Sending {
  /** bytes */
  sent: number;
  total: number;
}

export interface Upload {
  sending: Sending | null;
  refused: Refused | null;
  refuse: (refused: Refused | null) => void;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  stop: () => void;
}

/**
 * Sends a form by script, so that one sees how far it is and stays on the page when it is refused. When the file has
 * arrived one goes where the answer says, or `stay` shows it here.
 */
export function useUpload(stay?: () => void): Upload {
  const navigate = useNavigate();
  const request = useRef<XMLHttpRequest | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, refuse] = useState<Refused | null>(null);
  const end = (why: Refused | null): void => {
    setSending(null);
    refuse(why);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const sender = new XMLHttpRequest();
    request.current = sender;
    sender.upload.onprogress = ({ loaded, total }) => setSending({ sent: loaded, total });
    sender.onload = () => {
      const location = sender.getResponseHeader('Location');
      const isTaken = sender.status === 201 && location !== null;
      if (isTaken && !stay) {
        navigate(location);
        return;
      }
      end(isTaken ? null : refusalIn(sender.responseText));
      if (isTaken) stay?.();
    };
    sender.onerror = () => end(LOST);
    sender.onabort = () => end(null);
    sender.open('POST', form.action);
    sender.setRequestHeader('Accept', 'application/json');
    sender.send(new FormData(form));
    refuse(null);
    setSending({ sent: 0, total: 0 });
  };
  return { sending, refused, refuse, onSubmit, stop: () => request.current?.abort() };
}

const LOST: Refused = {
  message: 'The connection was lost before the file had arrived.',
  hint: 'Check it and upload the file again.',
};

function refusalIn(text: string): Refused {
  try {
    const { message, hint } = JSON.parse(text) as Partial<Refused>;
    return message ? { message, hint } : LOST;
  } catch {
    return LOST;
  }
}
