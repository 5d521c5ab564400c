package dev.capstan.image.automation.kube;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.source.GitRepository;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Words for automations, policies and sources of the namespace of a test. */
record Automations(TestNamespace namespace) {
    static final String COMMIT = """
            git:
              commit:
                author: {name: Bot, email: bot@example.org}
            """;
    private static final Duration SOON = Duration.ofSeconds(30);

    void source(String url, String more) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config}
                spec:
                  interval: 1h
                  url: %s
                  ref: {branch: main}
                """.formatted(url) + more.indent(2));
    }

    /** A policy that nobody judges, with what it is said to have chosen. */
    void policy(String name, String image, String tag) {
        namespace.apply("""
                apiVersion: image.toolkit.fluxcd.io/v1
                kind: ImagePolicy
                metadata: {name: %s, labels: {app: %s}}
                spec:
                  suspend: true
                  imageRepositoryRef: {name: %s}
                  policy: {semver: {range: '>=1.0.0'}}
                """.formatted(name, name, name));
        patchStatus(name, "{\"latestRef\":{\"name\":\"%s\",\"tag\":\"%s\"}}".formatted(image, tag));
    }

    void patchStatus(String policy, String status) {
        namespace
                .client()
                .resources(ImagePolicy.class)
                .inNamespace(namespace.name())
                .withName(policy)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":" + status + "}");
    }

    void automation(String name, String spec) {
        automation("v1", name, "interval: 1h\nsourceRef: {kind: GitRepository, name: config}\n" + spec);
    }

    void automation(String version, String name, String spec) {
        namespace.apply(
                "apiVersion: image.toolkit.fluxcd.io/%s\nkind: ImageUpdateAutomation\nmetadata: {name: %s}\nspec:\n"
                                .formatted(version, name)
                        + spec.indent(2));
    }

    void patch(String name, String patch) {
        namespace
                .client()
                .resources(ImageUpdateAutomation.class)
                .inNamespace(namespace.name())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /** Asks for a run and waits until it was. */
    ImageUpdateAutomationStatus request(String name, String token) {
        patch(name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
        return await(name, status -> token.equals(status.lastHandledReconcileAt()));
    }

    ImageUpdateAutomationStatus await(String name, Predicate<ImageUpdateAutomationStatus> condition) {
        return Awaitility.await()
                .atMost(SOON)
                .alias(name)
                .until(() -> status(name), it -> it.filter(condition).isPresent())
                .orElseThrow();
    }

    /** Waits for a commit other than the last one. */
    ImageUpdateAutomationStatus awaitPush(String name) {
        return await(name, status -> status.lastPushCommit() != null && isReady(status));
    }

    ImageUpdateAutomationStatus awaitFailure(String name, String reason) {
        return await(
                name, status -> !ready(status).holds() && ready(status).reason().equals(reason));
    }

    Optional<ImageUpdateAutomationStatus> status(String name) {
        return Optional.ofNullable(namespace
                        .client()
                        .resources(ImageUpdateAutomation.class)
                        .inNamespace(namespace.name())
                        .withName(name)
                        .get())
                .map(ImageUpdateAutomation::getStatus)
                .filter(status ->
                        Conditions.of(status.conditions()).get(Condition.READY).isPresent());
    }

    static Condition ready(ImageUpdateAutomationStatus status) {
        return Conditions.of(status.conditions()).get(Condition.READY).orElseThrow();
    }

    static boolean isReady(ImageUpdateAutomationStatus status) {
        return ready(status).holds();
    }

    Optional<String> sourceRequest() {
        return namespace
                .client()
                .resources(GitRepository.class)
                .inNamespace(namespace.name())
                .withName("config")
                .get()
                .annotation("reconcile.fluxcd.io/requestedAt");
    }

    List<Event> events(String name) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .filter(event -> event.getInvolvedObject().getKind().equals("ImageUpdateAutomation"))
                .toList();
    }

    void secret(String name, Map<String, String> values) {
        namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }
}
