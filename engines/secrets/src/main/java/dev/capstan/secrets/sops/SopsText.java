package dev.capstan.secrets.sops;

import dev.capstan.secrets.format.SopsFormat;

/**
 * The text of a file, encrypted or plain. Nobody may change the bytes.
 *
 * @param file its name, for messages
 */
public record SopsText(String file, SopsFormat format, byte[] text) {
    /** A text in the format that the name says. */
    public static SopsText of(String file, byte[] text) {
        return new SopsText(file, SopsFormat.ofFile(file), text);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "SopsText[" + file + ", " + format + "]";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
