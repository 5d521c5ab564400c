package dev.capstan.access.git;

import java.util.Optional;

/** How somebody logs in to a Git repository, whatever kind of object says so. The texts of these records show no secret. */
public sealed interface GitLogin {
    /** Not at all. */
    record Anonymous() implements GitLogin {}

    /** With a user and a password, or a token in place of one. */
    record Basic(String username, String password) implements GitLogin {
        @Override
        public String toString() {
            return "Basic[]";
        }
    }

    /** With a bearer token. */
    record Bearer(String token) implements GitLogin {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /**
     * With an SSH key.
     *
     * @param knownHosts lines of a {@code known_hosts} file
     * @param acceptsAnyHost whether host keys are not verified at all; only for those who asked for that
     */
    record Ssh(String privateKey, String knownHosts, Optional<String> passphrase, boolean acceptsAnyHost)
            implements GitLogin {
        /** Verifies the server. */
        public Ssh(String privateKey, String knownHosts, Optional<String> passphrase) {
            this(privateKey, knownHosts, passphrase, false);
        }

        @Override
        public String toString() {
            return "Ssh[]";
        }
    }

    /** As a GitHub App, by tokens that are issued for it. */
    record App(GitHubApp app) implements GitLogin {}
}
