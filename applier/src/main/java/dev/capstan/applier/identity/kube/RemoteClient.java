package dev.capstan.applier.identity.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.http.CheckedAddresses;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.HttpProxy;
import dev.capstan.runtime.leader.Fence;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A client of another cluster, with the credentials that lead there and no others. */
public final class RemoteClient implements AutoCloseable {

    private static final int UNAUTHORIZED = 401;

    private final URI server;
    private final KubernetesClient client;
    private final ClusterApi api;
    private final Reachability reachability;

    private RemoteClient(URI server, KubernetesClient client, ClusterApi api, Reachability reachability) {
        this.server = server;
        this.client = client;
        this.api = api;
        this.reachability = reachability;
    }

    /**
     * Gets ready to ask the cluster; nothing is sent yet.
     *
     * @param addresses checks where the API server, or the proxy before it, is
     * @param fence stops writes of a process that does not lead any more
     * @throws RuntimeException when certificates or key cannot be used; its message may quote them
     */
    public static RemoteClient open(RemoteAccess access, CheckedAddresses addresses, Fence fence) {
        Kubeconfig kubeconfig = access.kubeconfig();
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config(access))
                .withHttpClientBuilderConsumer(http -> http
                        // Takes the place of what would look for other credentials, also those of this process.
                        .addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, new Login(kubeconfig.authorization()))
                        .addOrReplaceInterceptor("capstan-fence", fence))
                .build();
        ClusterApi api = Fabric8ClusterApi.of(client);
        String host =
                access.proxy().map(HttpProxy::host).orElse(kubeconfig.server().getHost());
        return new RemoteClient(
                kubeconfig.server(), client, api, new Reachability(() -> problem(host, addresses, api)));
    }

    private static Config config(RemoteAccess access) {
        Kubeconfig kubeconfig = access.kubeconfig();
        // Nothing of this process: not its environment, not its account, not its proxies.
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(kubeconfig.server().toString())
                .withConnectionTimeout((int) Reachability.LIMIT.toMillis())
                .withRequestRetryBackoffLimit(0)
                .withTrustCerts(access.acceptsAnyServer())
                .withDisableHostnameVerification(access.acceptsAnyServer())
                .build();
        kubeconfig.authorities().ifPresent(pem -> config.setCaCertData(base64(pem)));
        kubeconfig.certificate().ifPresent(own -> {
            config.setClientCertData(base64(own.certificate()));
            config.setClientKeyData(base64(own.key()));
            config.setClientKeyAlgo(KeyAlgorithm.of(own.key()));
        });
        access.proxy().ifPresent(proxy -> {
            config.setHttpsProxy(
                    proxy.kind().name().toLowerCase(Locale.ROOT) + "://" + proxy.host() + ":" + proxy.port());
            proxy.user().ifPresent(user -> {
                config.setProxyUsername(user.name());
                config.setProxyPassword(user.password());
            });
        });
        return config;
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> problem(String host, CheckedAddresses addresses, ClusterApi api) {
        try {
            addresses.of(host, Deadline.in(Reachability.LIMIT));
        } catch (HttpFailureException forbidden) {
            return Optional.of(forbidden.failure().message());
        }
        return switch (api.discover("version")) {
            case ApiResult.Ok<ObjectNode> _ -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused
            when refused.code() == UNAUTHORIZED -> Optional.of("it does not accept the credentials (HTTP 401)");
            case ApiResult.Refused<ObjectNode> refused
            when refused.isTransient() -> Optional.of("it answered " + refused.code());
            // Whoever may not ask for the version may still apply.
            case ApiResult.Refused<ObjectNode> _ -> Optional.empty();
            case ApiResult.Unreachable<ObjectNode> unreachable -> Optional.of(unreachable.what());
        };
    }

    /** The cluster with the identity that the credentials give. */
    public ClusterApi api() {
        return api;
    }

    /** Why the cluster cannot be worked with now, as a sentence; empty when it answers. Blocks for a bounded time. */
    public Optional<String> problem() {
        return reachability
                .problem()
                .map(problem -> "the cluster at %s cannot be reached: %s".formatted(server, problem));
    }

    @Override
    public void close() {
        client.close();
    }

    /** Sends the credentials of the kubeconfig and no others, also after they were refused. */
    private record Login(Optional<String> authorization) implements Interceptor {

        @Override
        public void before(BasicBuilder request, HttpRequest original, RequestTags tags) {
            authorization.ifPresent(value -> request.setHeader("Authorization", value));
        }

        @Override
        public String toString() {
            return "Login[]";
        }
    }
}
