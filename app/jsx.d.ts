// Attributes React 18 renders unchanged but does not know by type: native dialogs and popovers opened without scripts.
// They are put where every element's attributes come from that takes no type parameter.
import 'react';

declare module 'react' {
  interface AriaAttributes {
    popover?: 'auto' | 'manual' | 'hint';
    popovertarget?: string;
    popovertargetaction?: 'show' | 'hide' | 'toggle';
    command?: 'show-modal' | 'close' | 'request-close' | 'show-popover' | 'hide-popover' | 'toggle-popover';
    commandfor?: string;
    closedby?: 'any' | 'closerequest' | 'none';
    /** React 18 drops `true` with a warning */
    inert?: '';
  }
}
