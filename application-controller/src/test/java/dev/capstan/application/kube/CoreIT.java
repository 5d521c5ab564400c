package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.application.core.RevisionMessages;
import dev.capstan.application.core.adapter.GrpcCalls;
import dev.capstan.application.core.adapter.RedisClient;
import dev.capstan.application.core.grpc.ProtobufFields;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What {@code argocd --core} asks of the controller, asked by clients of its two protocols. */
class CoreIT extends ApplicationFixture {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORTS = Pattern.compile("Answering argocd --core on ports (\\d+) and (\\d+)");
    private static final String PASSWORD = "correct horse";
    private static final String SERVICE = "/repository.RepoServerService/";

    @Override
    Map<String, String> settings() {
        return Map.of(
                "capstan.application.core.enabled", "true",
                "capstan.application.core.host", "127.0.0.1",
                "capstan.application.core.repo-server-port", "0",
                "capstan.application.core.redis-port", "0");
    }

    private int port(int which) {
        Matcher found = PORTS.matcher(controllerLog());
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(which));
    }

    private void makePassword() {
        client.resource("""
                apiVersion: v1
                kind: Secret
                metadata: {name: argocd-redis, namespace: %s}
                stringData: {auth: %s}
                """.formatted(plane, PASSWORD)).serverSideApply();
    }

    private JsonNode state(String state) {
        return patiently()
                .until(() -> read("app|" + state + "|" + app + "|1.8.3.gz"), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> read(String key) throws IOException {
        try (var cache = new RedisClient(port(2))) {
            assertThat(cache.send("AUTH", PASSWORD)).isEqualTo("+OK");
            Optional<byte[]> value = cache.value(key);
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(value.get()))));
        }
    }

    private static List<String> names(JsonNode nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node ->
                names.add(node.path("kind").asText() + "/" + node.path("name").asText()));
        return names;
    }

    private static JsonNode named(JsonNode nodes, String name) {
        for (JsonNode node : nodes) {
            if (node.path("name").asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError(name + " is not among " + names(nodes));
    }

    @Test
    void aBranchIsResolvedForAnApplicationThatIsThere() throws Exception {
        String head = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        awaitSynced(head);
        String next = commit(Map.of("one.yaml", configMap("one", "b")));

        try (var calls = new GrpcCalls(port(1))) {
            assertThat(calls.call(SERVICE + "ListPlugins", new byte[0]).status())
                    .isEqualTo("0");
            var resolved = calls.call(SERVICE + "ResolveRevision", RevisionMessages.request(plane, app, "main"));
            assertThat(resolved.status()).as(resolved.why()).isEqualTo("0");
            var fields = ProtobufFields.read(resolved.message().orElseThrow()).orElseThrow();
            assertThat(fields.text(1)).isEqualTo(next);
            assertThat(fields.text(2)).isEqualTo("main (" + next + ")");

            var unknown = calls.call(SERVICE + "ResolveRevision", RevisionMessages.request(plane, "nobody", "main"));
            assertThat(unknown.status()).isEqualTo("9");
            var noBranch = calls.call(SERVICE + "ResolveRevision", RevisionMessages.request(plane, app, "no-such"));
            assertThat(noBranch.status()).isEqualTo("9");
            assertThat(noBranch.why()).contains("no-such");
        }
    }

    @Test
    void statesAreReadWithThePassword() throws Exception {
        makePassword();
        String head = commit(Map.of(
                "one.yaml",
                configMap("one", "a"),
                "secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: credentials}\nstringData: {token: in-git}\n"));
        apply("syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}\n");
        awaitSynced(head);
        awaitValue("one", "a");
        live("one").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"value\":\"by hand\"}}");
        client.secrets()
                .inNamespace(app)
                .withName("credentials")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"stringData\":{\"token\":\"by-hand\"}}");
        await(it -> sync(it).equals("OutOfSync"));

        JsonNode managed = patiently()
                .until(
                        () -> state("managed-resources"),
                        it -> named(it, "credentials").path("modified").asBoolean());

        JsonNode one = named(managed, "one");
        assertThat(one.path("modified").asBoolean()).isTrue();
        assertThat(JSON.readTree(one.path("targetState").asText())
                        .at("/data/value")
                        .asText())
                .isEqualTo("a");
        assertThat(JSON.readTree(one.path("liveState").asText())
                        .at("/data/value")
                        .asText())
                .isEqualTo("by hand");
        assertThat(JSON.readTree(one.path("normalizedLiveState").asText())
                        .at("/data/value")
                        .asText())
                .isEqualTo("by hand");
        assertThat(JSON.readTree(one.path("predictedLiveState").asText())
                        .at("/data/value")
                        .asText())
                .isEqualTo("a");
        assertThat(JSON.readTree(named(managed, "credentials").path("liveState").asText())
                        .at("/data/token")
                        .asText())
                .startsWith("++++++++");
        assertThat(managed.toString())
                .doesNotContain("in-git", "by-hand")
                .doesNotContain("aW4tZ2l0", "YnktaGFuZA"); // the same in base64
    }

    @Test
    void treesHaveWhatObjectsOwn() {
        makePassword();
        String head = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        awaitSynced(head);
        awaitValue("one", "a");
        client.resource("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: owned, namespace: %s}
                """.formatted(app)).create();
        client.configMaps().inNamespace(app).withName("owned").edit(it -> {
            it.getMetadata()
                    .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                            .withApiVersion("v1")
                            .withKind("ConfigMap")
                            .withName("one")
                            .withUid(live("one").get().getMetadata().getUid())
                            .build()));
            return it;
        });

        JsonNode nodes = patiently()
                .until(
                        () -> state("resources-tree").path("nodes"),
                        it -> names(it).contains("ConfigMap/owned"));

        assertThat(names(nodes)).containsExactlyInAnyOrder("ConfigMap/one", "ConfigMap/owned");
        assertThat(named(nodes, "owned").at("/parentRefs/0/name").asText()).isEqualTo("one");
        assertThat(named(nodes, "one").path("uid").asText())
                .isEqualTo(live("one").get().getMetadata().getUid());
    }

    @Test
    void nothingIsGivenOutToOthers() throws Exception {
        makePassword();
        String head = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        awaitSynced(head);

        try (var stranger = new RedisClient(port(2))) {
            assertThat(stranger.send("GET", "app|managed-resources|" + app + "|1.8.3.gz"))
                    .startsWith("-NOAUTH");
            assertThat(stranger.send("AUTH", "wrong")).startsWith("-");
        }
        assertThat(read("app|managed-resources|nobody|1.8.3.gz")).isEmpty();
        assertThat(read("cluster|info|https://kubernetes.default.svc|1.8.3.gz")).isEmpty();
    }
}
