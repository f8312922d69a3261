// What a file is, told by its first bytes: what its name or its sender says counts for nothing. A name that promises
// something else is refused, and so are programs. Pure.
import { AppError } from '../../app-error.ts';

/** So many bytes are enough to tell. */
export const HEAD_BYTES = 4_096;

export const UNKNOWN = 'application/octet-stream';

interface Kind {
  type: string;
  /** "an image" */
  called: string;
  is: (head: Buffer) => boolean;
  /** names such files go by; one of these on a file of another kind is a lie */
  extensions: readonly string[];
}

const starts =
  (mark: string, at = 0) =>
  (head: Buffer): boolean =>
    head.toString('latin1', at, at + mark.length) === mark;
const both =
  (...all: Kind['is'][]) =>
  (head: Buffer): boolean =>
    all.every((is) => is(head));
const any =
  (...all: Kind['is'][]) =>
  (head: Buffer): boolean =>
    all.some((is) => is(head));

const kind = (type: string, called: string, is: Kind['is'], extensions: string): Kind => ({
  type,
  called,
  is,
  extensions: extensions.split(' '),
});

const OFFICE =
  'docx docm dotx xlsx xlsm xltx xlsb pptx pptm ppsx odt ods odp odg epub pages numbers key vsdx';

const isHeif = any(...['heic', 'heix', 'mif1', 'msf1', 'avif'].map((brand) => starts(`ftyp${brand}`, 4)));

/** The first that fits. */
const KINDS: readonly Kind[] = [
  kind('application/pdf', 'a PDF', starts('%PDF-'), 'pdf'),
  kind('image/png', 'a PNG image', starts('\x89PNG\r\n\x1a\n'), 'png'),
  kind('image/jpeg', 'a JPEG image', starts('\xff\xd8\xff'), 'jpg jpeg jfif'),
  kind('image/gif', 'a GIF image', any(starts('GIF87a'), starts('GIF89a')), 'gif'),
  kind('image/webp', 'a WebP image', both(starts('RIFF'), starts('WEBP', 8)), 'webp'),
  kind('image/heif', 'a HEIF image', isHeif, 'heic heif avif'),
  kind('image/tiff', 'a TIFF image', any(starts('II*\0'), starts('MM\0*')), 'tif tiff'),
  kind('image/bmp', 'a BMP image', both(starts('BM'), starts('\0\0\0\0', 6)), 'bmp'),
  kind('audio/wav', 'a WAV recording', both(starts('RIFF'), starts('WAVE', 8)), 'wav'),
  kind(
    'audio/mpeg',
    'an MP3 recording',
    any(starts('ID3'), ...['\xfb', '\xf3', '\xf2'].map((b) => starts(`\xff${b}`))),
    'mp3',
  ),
  kind('audio/ogg', 'an Ogg recording', starts('OggS'), 'ogg oga opus'),
  kind(
    'video/mp4',
    'an MP4 recording',
    any(...['ftyp', 'moov', 'wide', 'mdat'].map((atom) => starts(atom, 4))),
    'mp4 m4a m4v mov',
  ),
  kind('video/webm', 'a WebM recording', starts('\x1a\x45\xdf\xa3'), 'webm mkv'),
  kind('application/zip', 'a zip file', any(starts('PK\x03\x04'), starts('PK\x05\x06')), `zip ${OFFICE}`),
  kind(
    'application/x-ole-storage',
    'an old Office file',
    starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    'doc xls ppt msg vsd',
  ),
  kind('application/gzip', 'a gzip file', starts('\x1f\x8b'), 'gz tgz'),
  kind('application/x-7z-compressed', 'a 7z file', starts('7z\xbc\xaf\x27\x1c'), '7z'),
  kind('application/vnd.rar', 'a RAR file', starts('Rar!\x1a\x07'), 'rar'),
  kind('application/rtf', 'an RTF document', starts('{\\rtf'), 'rtf'),
  // web pages and drawings are texts too: whatever a browser could run is never told to be more than that
  kind(
    'text/plain',
    'a text',
    isText,
    'txt csv tsv md json xml html htm svg js css eml ics vcf log yaml yml',
  ),
];

/** Programs of Windows, Linux, macOS and DOS, the last the one that stands for viruses in tests. */
const isProgram = any(
  both(starts('MZ'), (head) => head.includes(0)),
  starts('\x7fELF'),
  ...['\xcf\xfa\xed\xfe', '\xce\xfa\xed\xfe', '\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf', '\xca\xfe\xba\xbe'].map(
    (mark) => starts(mark),
  ),
  starts('X5O!P%@AP[4'),
);

/** Names of what runs when it is opened, and whose bytes are a text or an archive. */
const RUN_BY_NAME =
  'exe com scr pif bat cmd ps1 psm1 vbs vbe wsf wsh hta lnk msi msp jar apk appx command'.split(' ');

/** The control characters that texts hold: backspace to carriage return, and the escape of colours. */
const IN_TEXTS = new Set([8, 9, 10, 11, 12, 13, 27]);

/** In any encoding: the letters of Windows-1252 or Shift-JIS are no valid UTF-8. */
function isText(head: Buffer): boolean {
  if (any(starts('\xff\xfe'), starts('\xfe\xff'))(head))
    return head.length % 2 === 0 || head.length === HEAD_BYTES;
  return head.every((byte) => byte >= 32 || IN_TEXTS.has(byte));
}

/** What such files also are: encrypted ones of Office, and what other programs save under these names. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  docx: ['application/x-ole-storage'],
  xlsx: ['application/x-ole-storage'],
  pptx: ['application/x-ole-storage'],
  doc: ['application/rtf', 'text/plain', 'application/zip'],
  xls: ['text/plain', 'application/zip'],
  key: ['text/plain'],
};

const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The media type of a file. Throws 422 for a program and for a name that says what the bytes are not. */
export function sniff(head: Buffer, name: string): string {
  const extension = extensionOf(name);
  if (isProgram(head) || RUN_BY_NAME.includes(extension)) throw program(name);
  const found = KINDS.find(({ is }) => is(head));
  const claimed = KINDS.find(({ extensions }) => extensions.includes(extension));
  const fits = claimed === found || (found && ALSO[extension]?.includes(found.type));
  if (claimed && !fits) throw wrongType(name, claimed, found);
  return found?.type ?? UNKNOWN;
}

function program(name: string): AppError {
  const message = `${name} is a program. Programs cannot be attached.`;
  return new AppError('Unprocessable', 'file.program', message, {
    details: { file: [message] },
    hint: 'Share a link to it instead.',
  });
}

function wrongType(name: string, claimed: Kind, found: Kind | undefined): AppError {
  const truth = found ? `those of ${found.called}` : 'of no kind we know';
  const message = `${name} is named as ${claimed.called}, but its bytes are ${truth}.`;
  return new AppError('Unprocessable', 'file.wrong_type', message, {
    details: { file: [message] },
    hint: 'Give it the name it should have, and attach it again.',
  });
}
