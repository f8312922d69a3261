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
  'docx docm dotx xlsx xlsm xltx xlsb pptx pptm ppsx odt ods odp odg epub pages numbers key vsdx jar apk';

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
  kind('video/mp4', 'an MP4 recording', starts('ftyp', 4), 'mp4 m4a m4v mov'),
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

function isText(head: Buffer): boolean {
  if (any(starts('\xff\xfe'), starts('\xfe\xff'))(head))
    return head.length % 2 === 0 || head.length === HEAD_BYTES;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head);
  // the last letter may be cut through
  const whole = head.length === HEAD_BYTES ? text.replace(/\uFFFD$/, '') : text;
  return !/[\p{Cc}\uFFFD]/u.test(whole.replace(/[\t\n\v\f\r\u0085]/g, ''));
}

const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The media type of a file. Throws 422 for a program and for a name that says what the bytes are not. */
export function sniff(head: Buffer, name: string): string {
  if (isProgram(head)) throw program(name);
  const found = KINDS.find(({ is }) => is(head));
  const claimed = KINDS.find(({ extensions }) => extensions.includes(extensionOf(name)));
  if (claimed && claimed !== found) throw wrongType(name, claimed, found);
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
