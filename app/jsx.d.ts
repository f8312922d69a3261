// Attributes React 18 renders unchanged but does not know by type: native dialogs and popovers opened without scripts.
import 'react';

declare module 'react' {
  interface HTMLAttributes<T> {
    popover?: '' | 'auto' | 'manual' | 'hint';
    inert?: '';
  }
  interface ButtonHTMLAttributes<T> {
    command?: 'show-modal' | 'close' | 'request-close' | 'show-popover' | 'hide-popover' | 'toggle-popover';
    commandfor?: string;
    popovertarget?: string;
    popovertargetaction?: 'show' | 'hide' | 'toggle';
  }
  interface DialogHTMLAttributes<T> {
    closedby?: 'any' | 'closerequest' | 'none';
  }
}
