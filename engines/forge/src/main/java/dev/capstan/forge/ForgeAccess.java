package dev.capstan.forge;

import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;

/**
 * How a forge is reached.
 *
 * @param tls what TLS needs beyond the defaults
 * @param proxy to go through
 */
public record ForgeAccess(ForgeLogin login, TlsMaterial tls, Optional<HttpProxy> proxy) {

    /** Directly, with the usual authorities. */
    public static ForgeAccess with(ForgeLogin login) {
        return new ForgeAccess(login, TlsMaterial.NONE, Optional.empty());
    }

    @Override
    public String toString() {
        return "ForgeAccess[]";
    }
}
