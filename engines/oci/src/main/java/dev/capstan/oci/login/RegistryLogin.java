package dev.capstan.oci.login;

/** Who we are for a registry. The texts of these records show no secret. */
public sealed interface RegistryLogin {

    /** Nobody. */
    record Anonymous() implements RegistryLogin {}

    /** A user and password. */
    record Password(String username, String password) implements RegistryLogin {
        @Override
        public String toString() {
            return "Password[username=" + username + "]";
        }
    }

    /** What the token service takes in place of a password. */
    record IdentityToken(String token) implements RegistryLogin {
        @Override
        public String toString() {
            return "IdentityToken[]";
        }
    }

    /** What the registry itself takes. */
    record RegistryToken(String token) implements RegistryLogin {
        @Override
        public String toString() {
            return "RegistryToken[]";
        }
    }
}
