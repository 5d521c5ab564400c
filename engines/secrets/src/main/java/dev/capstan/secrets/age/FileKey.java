package dev.capstan.secrets.age;

import java.util.Optional;

/** The key of a file: 16 random bytes. */
final class FileKey {
    static final int SIZE = 16;

    private FileKey() {}

    /** Decrypts it; empty when it was encrypted with another key. */
    static Optional<byte[]> opened(byte[] key, Stanza stanza) throws AgeException {
        requireSize(stanza);
        return Primitives.opened(key, stanza.body());
    }

    /** A longer one could be made to open with two keys. */
    static void requireSize(Stanza stanza) throws AgeException {
        if (stanza.body().length != SIZE + Primitives.TAG) {
            throw new AgeException("its header is damaged: an encrypted key does not have the size of one");
        }
    }
}
