package dev.capstan.applier.identity.kube;

import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.http.HttpProxy;
import java.util.Optional;

/**
 * How another cluster is reached. Equal for the same server with the same credentials over the same way.
 *
 * @param acceptsAnyServer whether the certificate of the API server is not verified; only for those who asked for that
 * @param proxy to go through; it looks up the name of the API server then
 */
public record RemoteAccess(Kubeconfig kubeconfig, boolean acceptsAnyServer, Optional<HttpProxy> proxy) {

    /** Directly, and verified. */
    public static RemoteAccess of(Kubeconfig kubeconfig) {
        return new RemoteAccess(kubeconfig, false, Optional.empty());
    }

    /** Names the server and nothing else. */
    @Override
    public String toString() {
        return "RemoteAccess[" + kubeconfig.server() + "]";
    }
}
