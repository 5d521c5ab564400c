package dev.capstan.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tenant tries that wants something of another namespace, one object for every controller.
 *
 * @param own the tenant's namespace
 * @param other somebody else's
 */
record ForeignObjects(TestNamespace own, String other) {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** An object and who is to refuse it. */
    private record Attempt(String apiVersion, String kind, String spec) {}

    private static final List<Attempt> ATTEMPTS = List.of(
            new Attempt("kustomize.toolkit.fluxcd.io/v1", "Kustomization", """
                    {interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: config, namespace: %s}}"""),
            new Attempt("helm.toolkit.fluxcd.io/v2", "HelmRelease", """
                    {interval: 1h, chart: {spec: {chart: ./chart, sourceRef:
                      {kind: GitRepository, name: config, namespace: %s}}}}"""),
            new Attempt("image.toolkit.fluxcd.io/v1", "ImagePolicy", """
                    {imageRepositoryRef: {name: app, namespace: %s}, policy: {semver: {range: "*"}}}"""),
            new Attempt("image.toolkit.fluxcd.io/v1", "ImageUpdateAutomation", """
                    {interval: 1h, sourceRef: {kind: GitRepository, name: config, namespace: %s},
                     git: {commit: {author: {email: robot@example.org}}}}"""),
            new Attempt("notification.toolkit.fluxcd.io/v1", "Receiver", """
                    {type: generic, secretRef: {name: hook},
                     resources: [{kind: GitRepository, name: config, namespace: %s}]}"""),
            new Attempt("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator", """
                    {sources: [{alias: repo, kind: GitRepository, name: config, namespace: %s}],
                     artifacts: [{name: stolen, copy: [{from: "@repo/**", to: "@artifact/"}]}]}"""),
            new Attempt("promotion.capstan.dev/v1alpha1", "Promotion", """
                    {interval: 1h, sourceRef: {name: config}, files: [version.yaml], environments:
                     [{name: dev, path: dev, watch: [{kind: Kustomization, name: app, namespace: %s}]},
                      {name: prod, path: prod}]}"""));

    /** Makes all of them and waits until each is refused. */
    void awaitRefusals() {
        for (Attempt attempt : ATTEMPTS) {
            own.apply("apiVersion: %s\nkind: %s\nmetadata: {name: foreign}\nspec: %s\n"
                    .formatted(
                            attempt.apiVersion(),
                            attempt.kind(),
                            attempt.spec().formatted(other).replace("\n", "\n  ")));
        }
        await("every controller refuses")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ATTEMPTS)
                        .allSatisfy(attempt ->
                                assertThat(reason(attempt)).as(attempt.kind()).contains("AccessDenied")));
    }

    private Optional<String> reason(Attempt attempt) {
        GenericKubernetesResource now = own.client()
                .genericKubernetesResources(attempt.apiVersion(), attempt.kind())
                .inNamespace(own.name())
                .withName("foreign")
                .get();
        return Stream.ofNullable(now.<List<Map<String, String>>>get("status", "conditions"))
                .flatMap(List::stream)
                .filter(condition -> Objects.equals(condition.get("type"), "Ready"))
                .map(condition -> condition.get("reason"))
                .findFirst();
    }
}
