package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of a file: for whom it is.
 *
 * @param stanzas at least one
 * @param mac over the text of the header
 * @param size of the header in bytes
 */
record AgeHeader(List<Stanza> stanzas, byte[] mac, int size) {
    private static final String VERSION = "age-encryption.org/v1";
    private static final String STANZA = "-> ";
    private static final String FOOTER = "---";
    private static final int LINE = 64;
    private static final int MAC = 32;
    /** Real headers have a few hundred bytes for each recipient; a post-quantum one has 1.6 KiB. */
    private static final int LARGEST = 1 << 20;

    private static final int MOST_STANZAS = 1_000;

    AgeHeader {
        stanzas = List.copyOf(stanzas);
    }

    /** A header with its code. */
    static byte[] write(List<Stanza> stanzas, byte[] fileKey) {
        String text = text(stanzas);
        return (text + " " + Stanza.encoded(Primitives.headerMac(fileKey, ascii(text))) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(List<Stanza> stanzas) {
        var text = new StringBuilder(VERSION).append('\n');
        for (Stanza stanza : stanzas) {
            text.append(STANZA).append(stanza.type());
            stanza.arguments().forEach(argument -> text.append(' ').append(argument));
            text.append('\n');
            String body = Stanza.encoded(stanza.body());
            for (int at = 0; at < body.length(); at += LINE) {
                text.append(body, at, Math.min(body.length(), at + LINE)).append('\n');
            }
            if (body.length() % LINE == 0) {
                text.append('\n');
            }
        }
        return text.append(FOOTER).toString();
    }

    /** Whether the code is that of this header under a key. */
    boolean isOf(byte[] fileKey) {
        return MessageDigest.isEqual(mac, Primitives.headerMac(fileKey, ascii(text(stanzas))));
    }

    static AgeHeader read(byte[] file) throws AgeException {
        return new Reading(file).header();
    }

    private static final class Reading {
        private final byte[] file;
        private int at;

        private Reading(byte[] file) {
            this.file = file;
        }

        private AgeHeader header() throws AgeException {
            if (!line().equals(VERSION)) {
                throw new AgeException("it is not a file of age, version 1");
            }
            var stanzas = new ArrayList<Stanza>();
            String line = line();
            while (line.startsWith(STANZA)) {
                if (stanzas.size() == MOST_STANZAS) {
                    throw new AgeException("its header names more than " + MOST_STANZAS + " recipients");
                }
                stanzas.add(stanza(line.substring(STANZA.length())));
                line = line();
            }
            if (!line.startsWith(FOOTER + " ") || stanzas.isEmpty()) {
                throw damaged();
            }
            byte[] mac = Stanza.decoded(line.substring(FOOTER.length() + 1));
            if (mac.length != MAC) {
                throw damaged();
            }
            return new AgeHeader(stanzas, mac, at);
        }

        private Stanza stanza(String line) throws AgeException {
            var words = List.of(line.split(" ", -1));
            if (words.stream().anyMatch(String::isEmpty)) {
                throw damaged();
            }
            var body = new StringBuilder();
            String next;
            do {
                next = line();
                if (next.length() > LINE) {
                    throw damaged();
                }
                body.append(next);
            } while (next.length() == LINE);
            return new Stanza(words.getFirst(), words.subList(1, words.size()), Stanza.decoded(body.toString()));
        }

        private String line() throws AgeException {
            int end = at;
            while (end < file.length && file[end] != '\n') {
                if (end > LARGEST) {
                    throw new AgeException("its header has more than " + LARGEST + " bytes");
                }
                if (file[end] < ' ' || file[end] > '~') {
                    throw damaged();
                }
                end++;
            }
            if (end == file.length) {
                throw new AgeException("it is cut short");
            }
            String line = new String(Arrays.copyOfRange(file, at, end), StandardCharsets.US_ASCII);
            at = end + 1;
            return line;
        }

        private static AgeException damaged() {
            return new AgeException("its header is damaged");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgeHeader that && stanzas.equals(that.stanzas) && Arrays.equals(mac, that.mac);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mac);
    }

    @Override
    public String toString() {
        return "AgeHeader" + stanzas;
    }
}
