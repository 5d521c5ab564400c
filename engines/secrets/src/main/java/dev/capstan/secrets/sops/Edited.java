package dev.capstan.secrets.sops;

/**
 * A file after an edit.
 *
 * @param text encrypted; what did not change looks as before
 * @param changed whether anything differs from before
 */
public record Edited(byte[] text, boolean changed) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "Edited[changed=" + changed + "]";
    }
}
