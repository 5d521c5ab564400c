package dev.capstan.application.signature;

/** Public keys out of Secrets. */
@FunctionalInterface
public interface SignerSecrets {
    /**
     * The key in an entry of a Secret.
     *
     * @param namespace of the Application
     */
    Signer read(String namespace, String secret, String entry);

    /** What reading gives. */
    sealed interface Signer {
        /**
         * A key.
         *
         * @param keys public parts alone
         * @param hadPrivateKey whether the entry holds a private key, which nobody needs here
         */
        record Key(byte[] keys, boolean hadPrivateKey) implements Signer {
            @Override
            public String toString() {
                return "Key[]";
            }
        }

        /**
         * There is none.
         *
         * @param why for people, without values
         */
        record Unusable(String why) implements Signer {}
    }
}
