package dev.capstan.git;

import java.util.Optional;

/** Who we are for a remote. The texts of these records show no secret. */
public sealed interface Credentials {

    /** Nobody. */
    record Anonymous() implements Credentials {}

    /** HTTP basic authentication. */
    record Basic(String username, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic[username=" + username + "]";
        }
    }

    /**
     * HTTP basic authentication with a token that is issued again and again.
     *
     * @param issuedTo a name for what it was issued for, without the token: who has that may read what the token could read
     */
    record Issued(String username, String token, String issuedTo) implements Credentials {
        @Override
        public String toString() {
            return "Issued[username=" + username + "]";
        }
    }

    /**
     * An HTTP bearer token that is issued again and again.
     *
     * @param issuedTo as for {@link Issued}
     */
    record IssuedBearer(String token, String issuedTo) implements Credentials {
        @Override
        public String toString() {
            return "IssuedBearer[]";
        }
    }

    /** HTTP bearer token. */
    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /**
     * An SSH key, and the host keys that may answer.
     *
     * @param identity private key, PEM or OpenSSH format
     * @param knownHosts lines of a {@code known_hosts} file
     * @param passphrase of the private key
     * @param acceptsAnyHost whether host keys are not verified at all; only for those who asked for that
     */
    record SshKey(String identity, String knownHosts, Optional<String> passphrase, boolean acceptsAnyHost)
            implements Credentials {
        /** Verifies the server. */
        public SshKey(String identity, String knownHosts, Optional<String> passphrase) {
            this(identity, knownHosts, passphrase, false);
        }

        @Override
        public String toString() {
            return "SshKey[]";
        }
    }
}
