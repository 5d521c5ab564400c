package dev.capstan.application.cluster.adapter;

import dev.capstan.applier.identity.kube.RemoteAccess;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.ClusterLogin;
import dev.capstan.http.HttpProxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How a cluster is reached that a Secret of the control plane describes. */
sealed interface ClusterAccess {
    record Usable(RemoteAccess access) implements ClusterAccess {}

    /**
     * Not in a way that its Secret describes.
     *
     * @param why for people, without values of the Secret
     */
    record Unusable(String why) implements ClusterAccess {}

    /** Reads what the Secret says. */
    static ClusterAccess of(Cluster cluster) {
        Optional<URI> server = url(cluster.server());
        if (server.isEmpty() || !"https".equalsIgnoreCase(server.get().getScheme())) {
            return unusable(cluster, "the server must be an https URL");
        }
        String name = cluster.tls().serverName();
        if (!name.isEmpty()
                && !name.equalsIgnoreCase(server.get().getHost())
                && !cluster.tls().isInsecure()) {
            return unusable(
                    cluster,
                    "tlsClientConfig.serverName is not acted on: the certificate is verified for the host of the"
                            + " server; name the server as its certificate does");
        }
        Optional<HttpProxy> proxy = HttpProxy.withLogin(cluster.proxyUrl());
        if (!cluster.proxyUrl().isEmpty() && proxy.isEmpty()) {
            return unusable(cluster, "proxyUrl must be http://host:port, https://host:port or socks5://host:port");
        }
        var kubeconfig = new Kubeconfig(
                server.get(),
                Optional.of(cluster.tls().authorities()).filter(pem -> !pem.isEmpty()),
                Optional.of(cluster.login())
                        .filter(login -> !login.certificate().isEmpty())
                        .map(login -> new Kubeconfig.ClientCertificate(login.certificate(), login.key())),
                authorization(cluster.login()));
        return new Usable(new RemoteAccess(kubeconfig, cluster.tls().isInsecure(), proxy));
    }

    private static Unusable unusable(Cluster cluster, String why) {
        return new Unusable("the " + cluster + " cannot be reached: Secret " + cluster.secret() + ": " + why);
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> authorization(ClusterLogin login) {
        if (!login.bearerToken().isEmpty()) {
            return Optional.of("Bearer " + login.bearerToken());
        }
        if (login.username().isEmpty() && login.password().isEmpty()) {
            return Optional.empty();
        }
        String basic = login.username() + ":" + login.password();
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)));
    }
}
