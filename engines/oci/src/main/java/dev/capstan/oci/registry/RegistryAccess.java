package dev.capstan.oci.registry;

import dev.capstan.digest.FieldDigest;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.login.DockerConfig;
import java.util.Optional;

/**
 * What is needed to be let in.
 *
 * @param isInsecure whether plain HTTP may be spoken where TLS is not; on loopback it always may. With authorities it never is
 */
public record RegistryAccess(DockerConfig logins, TlsMaterial tls, Optional<HttpProxy> proxy, boolean isInsecure) {
    /** As nobody, over TLS. */
    public static final RegistryAccess ANONYMOUS = with(DockerConfig.EMPTY);

    /** With these logins, over TLS, without a proxy. */
    public static RegistryAccess with(DockerConfig logins) {
        return new RegistryAccess(logins, TlsMaterial.NONE, Optional.empty(), false);
    }

    /** A hash over everything, credentials included: who differs in it never shares what was got with them. */
    public String identity() {
        var hash = new FieldDigest().add(logins.identity(), Boolean.toString(isInsecure));
        hash.add(tls.authorities().orElse(""), Boolean.toString(tls.acceptsAnyServer()));
        tls.client().ifPresent(client -> hash.add(client.certificates(), client.privateKey()));
        proxy.ifPresent(p -> {
            hash.add("proxy", p.kind().name(), p.host(), Integer.toString(p.port()));
            p.user().ifPresent(user -> hash.add(user.name(), user.password()));
        });
        return hash.finish().hex();
    }
}
