package dev.capstan.sealedsecret.kube;

import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.api.sealedsecret.SealedSecretCondition;
import dev.capstan.sealedsecret.key.KeyPairs;
import dev.capstan.sealedsecret.unseal.Sealed;
import dev.capstan.secrets.sealed.Sealer;
import dev.capstan.secrets.sealed.SealingCertificate;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SealingRequest;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged controller beside a real API server, for the length of a test class, and words to work with it in the namespace of a test. */
@WithCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SecretsControllerFixture {
    private static final Pattern LISTENING = Pattern.compile("Listening for sealing on port (\\d+)");

    TestNamespace keys;
    TestNamespace namespace;
    TestCluster cluster;
    private final HttpClient http = HttpClient.newHttpClient();
    private PackagedController controller;
    private Path folder;

    @BeforeAll
    void startController(TestCluster shared, @TempDir Path own) throws IOException {
        cluster = shared;
        folder = own;
        keys = shared.createNamespace("keys");
        prepareKeys();
        controller = started();
    }

    /** What lies in the namespace of the keys before the controller starts. */
    void prepareKeys() throws IOException {}

    private PackagedController started() {
        var settings = new HashMap<>(Map.of(
                "capstan.secrets.key-namespace", keys.name(),
                "capstan.secrets.key-size", "2048",
                // Whoever asks for a key gets one; nobody here waits for this.
                "capstan.secrets.first-key-delay", "1h",
                "capstan.secrets.host", "127.0.0.1",
                "capstan.secrets.port", "0",
                "capstan.secrets.rate-limit-burst", "1000"));
        return PackagedController.start(cluster.kubeconfig(), folder, settings, "Watching SealedSecret");
    }

    @BeforeEach
    void enter(TestNamespace own) {
        namespace = own;
    }

    @AfterAll
    void stopController() {
        controller.close();
        cluster.delete(keys);
    }

    String controllerLog() {
        return controller.log();
    }

    long controllerPid() {
        return controller.pid();
    }

    void restart() {
        controller.close();
        controller = started();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint(path));
    }

    /** Where the controller answers. */
    URI endpoint(String path) {
        Matcher port = LISTENING.matcher(controllerLog());
        if (!port.find()) {
            throw new IllegalStateException("The log names no port");
        }
        return URI.create("http://127.0.0.1:" + port.group(1) + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The certificate that the controller offers, as soon as it has one. */
    String certificate() {
        return patiently()
                .alias("certificate")
                .until(() -> get("/v1/cert.pem"), answer -> answer.statusCode() == 200)
                .body();
    }

    /** A Secret in YAML flow style, sealed with the controller's certificate for the namespace of the test. */
    YamlMap sealed(String name, String fields) {
        return sealed(certificate(), name, fields);
    }

    YamlMap sealed(String certificate, String name, String fields) {
        try {
            var sealer = new Sealer(
                    SealingCertificate.parse(certificate.getBytes(StandardCharsets.US_ASCII)),
                    Sealed.RANDOM,
                    Clock.systemUTC());
            YamlMap secret = Sealed.yaml(
                    "kind: Secret\nmetadata: {name: %s, namespace: %s}\n%s".formatted(name, namespace.name(), fields));
            return sealer.seal(secret, SealingRequest.PLAIN);
        } catch (SealingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The same object with a template for the Secret. */
    static YamlMap withTemplate(YamlMap sealed, String template) {
        return Sealed.with(sealed, "template", template);
    }

    static YamlMap annotated(YamlMap sealed, String annotation, String value) {
        YamlMap metadata = (YamlMap) Objects.requireNonNull(sealed.get("metadata"));
        return sealed.with(
                "metadata", metadata.with("annotations", YamlMap.of(annotation, YamlScalar.ofString(value))));
    }

    static String json(YamlMap object) {
        return new String(Json.write(object, Dialect.KUSTOMIZE), StandardCharsets.UTF_8);
    }

    void apply(YamlMap sealed) {
        namespace.apply(json(sealed));
    }

    Resource<SealedSecret> resource(String name) {
        return namespace
                .client()
                .resources(SealedSecret.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    Resource<Secret> secretResource(String name) {
        return namespace.client().secrets().inNamespace(namespace.name()).withName(name);
    }

    Optional<Secret> secret(String name) {
        return Optional.ofNullable(secretResource(name).get());
    }

    /** The plain values of a Secret. */
    Map<String, String> values(String name) {
        var values = new HashMap<String, String>();
        secret(name)
                .map(Secret::getData)
                .orElse(Map.of())
                .forEach((key, value) ->
                        values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return values;
    }

    void patchSecret(String name, String mergePatch) {
        secretResource(name).patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    void annotate(String name, String annotation, String value) {
        resource(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(annotation, value));
    }

    /** Waits until the object is in sync for its spec as it is now. */
    SealedSecret awaitSynced(String name) {
        return await(name, condition -> condition.holds());
    }

    SealedSecretCondition awaitNotSynced(String name, String words) {
        return await(
                        name,
                        condition -> !condition.holds()
                                && condition.message() != null
                                && condition.message().contains(words))
                .getStatus()
                .synced()
                .orElseThrow();
    }

    private SealedSecret await(String name, Predicate<SealedSecretCondition> wanted) {
        return patiently()
                .alias("SealedSecret " + name)
                .until(
                        () -> Optional.ofNullable(resource(name).get()),
                        found -> found.filter(it -> it.getStatus() != null
                                        && Objects.equals(
                                                it.getStatus().observedGeneration(),
                                                it.getMetadata().getGeneration()))
                                .flatMap(it -> it.getStatus().synced())
                                .filter(wanted)
                                .isPresent())
                .orElseThrow();
    }

    /** Reasons and messages of the events about a SealedSecret. */
    List<String> events(String name) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("SealedSecret")
                        && event.getInvolvedObject().getName().equals(name))
                .map((Event event) -> event.getType() + " " + event.getReason() + ": " + event.getMessage())
                .toList();
    }

    /** Puts a key into the namespace of the keys as the real controller does, and returns it. */
    KeyPairs.Fresh addKey(String name, Instant notBefore) {
        KeyPairs.Fresh fresh = new KeyPairs(2048, Duration.ofDays(365), "").make(Sealed.RANDOM, notBefore);
        addKey(name, fresh.certificate(), fresh.privateKey());
        return fresh;
    }

    void addKey(String name, String certificate, String privateKey) {
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(keys.name())
                        .withName(name)
                        .withLabels(Map.of(ClusterKeys.LABEL, ClusterKeys.ACTIVE))
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", certificate, "tls.key", privateKey))
                        .build())
                .create();
    }

    void labelKey(String name, String label) {
        cluster.client()
                .secrets()
                .inNamespace(keys.name())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"%s\":\"%s\"}}}".formatted(ClusterKeys.LABEL, label));
    }

    List<Secret> keySecrets() {
        return cluster.client()
                .secrets()
                .inNamespace(keys.name())
                .withLabel(ClusterKeys.LABEL, ClusterKeys.ACTIVE)
                .list()
                .getItems();
    }

    static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
