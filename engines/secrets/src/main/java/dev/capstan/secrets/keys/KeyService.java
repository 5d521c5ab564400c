package dev.capstan.secrets.keys;

import dev.capstan.secrets.metadata.MasterKey;

/**
 * Opens and makes the encrypted data keys of master keys. Every implementation has the keys that it was given and no others: it looks at no
 * environment, no home folder and no key ring of the user.
 */
public interface KeyService {
    /** Decrypts what the key holds. */
    Opening open(MasterKey key);

    /**
     * Encrypts for the key.
     *
     * @param secret a data key, or a share of one; the caller clears it
     */
    Wrapping wrap(MasterKey key, byte[] secret);

    /** What comes of decrypting. */
    sealed interface Opening {
        /** What the key holds; whoever gets it clears it. */
        record Opened(byte[] secret) implements Opening {
            @Override
            public String toString() {
                return "Opened";
            }
        }

        /** Why it cannot be decrypted; holds nothing secret. */
        record Failed(String problem) implements Opening {}
    }

    /** What comes of encrypting. */
    sealed interface Wrapping {
        /** The key with the encrypted form, in the notation of its kind. */
        record Wrapped(MasterKey key) implements Wrapping {}

        /** Why it cannot be encrypted; holds nothing secret. */
        record Failed(String problem) implements Wrapping {}
    }
}
