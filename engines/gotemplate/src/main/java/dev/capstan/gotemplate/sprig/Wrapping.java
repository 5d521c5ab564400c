package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.GoString;
import java.io.ByteArrayOutputStream;

/** Breaks text into lines of a length in bytes. */
final class Wrapping {

    private Wrapping() {}

    /**
     * Breaks at blanks.
     *
     * @param lineBreak what ends a line; a line feed when empty
     * @param breaksWords whether a word that is too long for a line is broken, too
     */
    static String wrap(String text, long width, String lineBreak, boolean breaksWords, Bounds bounds) {
        byte[] bytes = GoString.bytes(text);
        byte[] end = GoString.bytes(lineBreak.isEmpty() ? "\n" : lineBreak);
        int length = (int) Math.min(Math.max(width, 1), Integer.MAX_VALUE >> 1);
        bounds.value(bytes.length + (long) bytes.length / length * end.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
        int at = 0;
        while (bytes.length - at > length) {
            bounds.step();
            if (bytes[at] == ' ') {
                at++;
                continue;
            }
            int blank = lastBlank(bytes, at, at + length);
            if (blank < 0 && breaksWords) {
                out.write(bytes, at, length);
                out.writeBytes(end);
                at += length;
                continue;
            }
            if (blank < 0) {
                blank = firstBlank(bytes, at + length);
            }
            if (blank < 0) {
                break;
            }
            out.write(bytes, at, blank - at);
            out.writeBytes(end);
            at = blank + 1;
        }
        out.write(bytes, at, bytes.length - at);
        return GoString.of(out.toByteArray());
    }

    private static int lastBlank(byte[] bytes, int from, int last) {
        int at = last;
        while (at >= from && bytes[at] != ' ') {
            at--;
        }
        return at < from ? -1 : at;
    }

    private static int firstBlank(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != ' ') {
            at++;
        }
        return at == bytes.length ? -1 : at;
    }
}
