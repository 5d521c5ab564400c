package dev.capstan.argo.cluster;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.argo.secret.ArgoSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one Secret of a cluster. */
final class ClusterSecret {
    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(1 << 20)
                            .build())
                    .build())
            .build();

    private static final Set<String> KEYS =
            Set.of("name", "server", "namespaces", "clusterResources", "project", "shard", "config");
    private static final Set<String> SETTINGS = Set.of(
            "username",
            "password",
            "bearerToken",
            "tlsClientConfig",
            "awsAuthConfig",
            "execProviderConfig",
            "proxyUrl",
            "disableCompression");

    private ClusterSecret() {}

    /** What reading gives. */
    sealed interface Read {
        /** What the Secret says of its cluster, whether or not it can be used. */
        ClusterFacts facts();

        record Usable(ClusterFacts facts, Cluster cluster) implements Read {}

        /**
         * It cannot be used.
         *
         * @param why for people, without any value
         */
        record Refused(ClusterFacts facts, String why) implements Read {}
    }

    /** A setting that cannot be used; becomes a value before it leaves the class. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why, null, false, false);
        }
    }

    /** Reads a Secret. */
    static Read read(ArgoSecret secret) {
        var facts = new ClusterFacts(
                secret.text("name"), server(secret), secret.text("project"), secret.labels(), annotations(secret));
        try {
            return new Read.Usable(facts, cluster(secret, facts));
        } catch (RefusedException refused) {
            return new Read.Refused(facts, secret + ": " + refused.getMessage());
        }
    }

    private static String server(ArgoSecret secret) {
        String server = secret.text("server").strip();
        int end = server.length();
        while (end > 0 && server.charAt(end - 1) == '/') {
            end--;
        }
        return server.substring(0, end);
    }

    private static Cluster cluster(ArgoSecret secret, ClusterFacts facts) throws RefusedException {
        if (facts.server().isEmpty()) {
            throw new RefusedException("the key 'server' is missing");
        }
        JsonNode config = config(secret);
        refuseProviders(config);
        JsonNode tls = config.path("tlsClientConfig");
        ClusterLogin login = new ClusterLogin(
                config.path("bearerToken").asText(""),
                config.path("username").asText(""),
                config.path("password").asText(""),
                decoded(tls, "certData"),
                decoded(tls, "keyData"));
        ClusterTls verification = new ClusterTls(
                tls.path("insecure").asBoolean(false), tls.path("serverName").asText(""), decoded(tls, "caData"));
        refuseContradictions(login, verification);
        return new Cluster(
                secret.name(),
                facts.server(),
                facts.name(),
                facts.project(),
                namespaces(secret),
                secret.text("clusterResources").equals("true"),
                login,
                verification,
                config.path("proxyUrl").asText(""),
                notices(secret, config));
    }

    private static JsonNode config(ArgoSecret secret) throws RefusedException {
        if (!secret.has("config")) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode config = JSON.readTree(secret.text("config"));
            if (config.isObject()) {
                return config;
            }
        } catch (JsonProcessingException notJson) {
            throw new RefusedException("the key 'config' is not JSON");
        }
        throw new RefusedException("the key 'config' is not a JSON object");
    }

    private static void refuseProviders(JsonNode config) throws RefusedException {
        if (config.hasNonNull("execProviderConfig")) {
            throw new RefusedException("execProviderConfig is refused: no programs are run to log in;"
                    + " give a bearer token or a client certificate");
        }
        if (config.hasNonNull("awsAuthConfig")) {
            throw new RefusedException("awsAuthConfig is refused: no programs are run to log in;"
                    + " give a bearer token or a client certificate");
        }
    }

    private static void refuseContradictions(ClusterLogin login, ClusterTls tls) throws RefusedException {
        if (!login.bearerToken().isEmpty() && !login.username().isEmpty()) {
            throw new RefusedException("it has a bearer token and a user; give one of them");
        }
        if (login.certificate().isEmpty() != login.key().isEmpty()) {
            throw new RefusedException("certData and keyData belong together");
        }
        if (tls.isInsecure() && !tls.authorities().isEmpty()) {
            throw new RefusedException("insecure and caData contradict each other; leave one of them out");
        }
    }

    private static String decoded(JsonNode tls, String key) throws RefusedException {
        try {
            return new String(
                    Base64.getDecoder().decode(tls.path(key).asText("").replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedException("tlsClientConfig." + key + " is not base64");
        }
    }

    private static List<String> namespaces(ArgoSecret secret) {
        return Arrays.stream(secret.text("namespaces").split(",", -1))
                .map(String::strip)
                .filter(namespace -> !namespace.isEmpty())
                .toList();
    }

    private static Map<String, String> annotations(ArgoSecret secret) {
        var annotations = new HashMap<>(secret.annotations());
        annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        annotations.remove("managed-by");
        return annotations;
    }

    private static List<String> notices(ArgoSecret secret, JsonNode config) {
        var notices = new ArrayList<String>();
        unused(secret, "shard", "one controller looks after all clusters").ifPresent(notices::add);
        if (config.path("disableCompression").asBoolean(false)) {
            notices.add(secret + ": disableCompression is not acted on: the API server decides");
        }
        var unknown = new TreeSet<>(secret.data().keySet());
        unknown.removeAll(KEYS);
        unknown.forEach(key -> notices.add(secret + ": the key '" + key + "' is not known"));
        config.fieldNames().forEachRemaining(field -> {
            if (!SETTINGS.contains(field)) {
                notices.add(secret + ": the field '" + field + "' of config is not known");
            }
        });
        return notices;
    }

    private static Optional<String> unused(ArgoSecret secret, String key, String why) {
        return secret.has(key)
                ? Optional.of(secret + ": the key '" + key + "' is not acted on: " + why)
                : Optional.empty();
    }
}
