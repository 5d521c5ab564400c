package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.GoString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent signs in addresses. */
final class UrlEscapes {

    private static final String HEX = "0123456789ABCDEF";

    private UrlEscapes() {}

    /** The parts of an address, each with characters of its own that need no escape. */
    enum Part {
        PATH("-_.~$&+,/:;=@"),
        HOST("-_.~!$&'()*+,;=:[]<>\""),
        ZONE("-_.~!$&'()*+,;=:[]<>\""),
        USER("-_.~$&+,;="),
        FRAGMENT("-_.~$&+,/:;=?@!()*");

        private final String allowed;

        Part(String allowed) {
            this.allowed = allowed;
        }

        private boolean allows(int c) {
            boolean isWord = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            return isWord || c < 0x80 && allowed.indexOf(c) >= 0;
        }
    }

    /** A wrong escape in a fragment, which is told with the whole address. */
    static final class FragmentFault extends UrlReader.Fault {

        private static final long serialVersionUID = 1L;

        FragmentFault(String problem) {
            super(problem);
        }
    }

    static String escape(String text, Part part) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : GoString.bytes(text)) {
            int c = b & 0xff;
            if (part.allows(c)) {
                out.append((char) c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }

    static String unescape(String text, Part part) {
        byte[] bytes = GoString.bytes(text);
        boolean isHost = part == Part.HOST || part == Part.ZONE;
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xff;
            if (c == '%') {
                out.write(escaped(bytes, i, part));
                i += 2;
            } else if (isHost && c < 0x80 && !part.allows(c)) {
                throw new UrlReader.Fault("invalid character " + Quote.quote(Character.toString(c)) + " in host name");
            } else {
                out.write(c);
            }
        }
        return GoString.of(out.toByteArray());
    }

    private static int escaped(byte[] bytes, int at, Part part) {
        int high = at + 2 < bytes.length ? digit(bytes[at + 1]) : -1;
        int low = at + 2 < bytes.length ? digit(bytes[at + 2]) : -1;
        int value = high << 4 | low;
        boolean isPercent = value == '%';
        boolean valid = high >= 0 && low >= 0;
        boolean refused = part == Part.HOST && high < 8 && !isPercent
                || part == Part.ZONE && !isPercent && value != ' ' && !Part.HOST.allows(value);
        if (valid && !refused) {
            return value;
        }
        int length = Math.min(3, bytes.length - at);
        String escape = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        String problem = "invalid URL escape " + Quote.quote(escape);
        throw part == Part.FRAGMENT ? new FragmentFault(problem) : new UrlReader.Fault(problem);
    }

    private static int digit(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }
}
