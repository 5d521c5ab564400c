package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.notification.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers: real calls over HTTP that reach objects of a real API server. */
@QuarkusTest
@QuarkusTestResource(ClusterResource.class)
class ReceiverIT extends ControllerScenario {
    private static final Map<String, String> JSON_BODY = Map.of("Content-Type", "application/json");
    private static final String TEAM_A =
            "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: '*', matchLabels: {team: a}}";

    @Test
    void aSignedCallTriggersWhatTheReceiverNames() throws Exception {
        kustomization("web", "a");
        kustomization("db", "b");
        secret("hook", Map.of("token", "t0ken"));
        receiver("push", "github", """
                events: [push, ping]
                resources:
                - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: '*', matchLabels: {team: a}}
                """);
        String path = readyPath("push");
        byte[] body = "{\"repository\":{\"full_name\":\"a/b\"}}".getBytes(StandardCharsets.UTF_8);

        assertThat(call(path, body, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=00")))
                .isEqualTo(400);
        assertThat(requestedAt("web")).isNull();

        var headers = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + sign("t0ken", body));
        assertThat(call(path, body, headers)).isEqualTo(200);

        assertThat(requestedAt("web")).isNotNull();
        assertThat(requestedAt("db")).isNull();
        assertThat(call("/hook/unknown", body, headers)).isEqualTo(404);
    }

    @Test
    void applicationsAreAskedAsArgoAsksThem() throws Exception {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: web}
                spec:
                  project: default
                  source: {repoURL: "https://git.example.com/config.git", path: web}
                  destination: {server: "https://kubernetes.default.svc", namespace: web}
                """);
        secret("hook", Map.of("token", "t0ken"));
        receiver("push", "generic", "resources: [{kind: Application, name: web}]\n");

        assertThat(call(readyPath("push"), "{}".getBytes(StandardCharsets.UTF_8), JSON_BODY))
                .isEqualTo(200);

        assertThat(namespace
                        .client()
                        .genericKubernetesResources(ToolkitKind.APPLICATION.context())
                        .inNamespace(namespace.name())
                        .withName("web")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("argocd.argoproj.io/refresh", "normal");
    }

    @Test
    void aCallReachesReleasesAndWhatTheirChartsComeFrom() throws Exception {
        namespace.apply("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, labels: {team: a}}
                spec: {interval: 1h, chartRef: {kind: HelmChart, name: web}}
                """);
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmChart
                metadata: {name: web}
                spec: {interval: 1h, chart: web, sourceRef: {kind: HelmRepository, name: charts}}
                """);
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmRepository
                metadata: {name: charts}
                spec: {interval: 1h, url: "https://charts.example/"}
                """);
        secret("hook", Map.of("token", "t0ken"));
        receiver("push", "generic", """
                resources:
                - {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: '*', matchLabels: {team: a}}
                - {kind: HelmChart, name: web}
                - {kind: HelmRepository, name: charts}
                """);

        assertThat(call(readyPath("push"), new byte[0], Map.of())).isEqualTo(200);

        assertThat(List.of(
                        requestedAt(ToolkitKind.HELM_RELEASE, "web"),
                        requestedAt(ToolkitKind.HELM_CHART, "web"),
                        requestedAt(ToolkitKind.HELM_REPOSITORY, "charts")))
                .doesNotContain("");
    }

    private String requestedAt(ToolkitKind kind, String name) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(namespace.name())
                .withName(name)
                .get()
                .getMetadata()
                .getAnnotations()
                .getOrDefault(ToolkitKeys.REQUESTED_AT, "");
    }

    @Test
    void n079_manyCopiesOfACallCauseFewReconciles() throws Exception {
        kustomization("web", "a");
        secret("hook", Map.of("token", "t0ken"));
        receiver(
                "push",
                "generic",
                "resources: [{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: web}]");
        String path = readyPath("push");
        long before = versionOf("web");

        for (int i = 0; i < 200; i++) {
            assertThat(call(path, new byte[0], Map.of())).isEqualTo(200);
        }

        String first = requestedAt("web");
        assertThat(first).isNotNull();
        assertThat(versionOf("web")).isNotEqualTo(before);
        await().atMost(SOON).untilAsserted(() -> assertThat(requestedAt("web")).isNotEqualTo(first));
    }

    @Test
    void n078_aReceiverWithoutATokenIsNotReadyAndHasNoPath() {
        secret("hook", Map.of("token", ""));
        receiver(
                "push",
                "generic-hmac",
                "resources: [{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: web}]");

        await().atMost(SOON).untilAsserted(() -> {
            Receiver receiver = receiver("push");
            assertThat(ready(receiver).reason()).isEqualTo("TokenNotFound");
            assertThat(receiver.getStatus().webhookPath()).isNull();
        });
    }

    @Test
    void aReceiverOfATypeThatIsNotSupportedSaysSo() {
        secret("hook", Map.of("token", "t"));
        receiver("push", "harbor", "resources: [{kind: GitRepository, name: web}]");

        await().atMost(SOON).untilAsserted(() -> {
            Condition ready = ready(receiver("push"));
            assertThat(ready.reason()).isEqualTo("ValidationFailed");
            assertThat(ready.message()).contains("harbor is not supported", "generic, generic-hmac, github");
        });
    }

    @Test
    void aCallForSomethingThatDoesNotExistIsAnError() throws Exception {
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", "resources: [{kind: GitRepository, name: gone}]");

        assertThat(call(readyPath("push"), new byte[0], Map.of())).isEqualTo(500);
    }

    @Test
    void aFilterChoosesAmongTheObjectsByTheBodyOfTheCall() throws Exception {
        kustomization("web", "a");
        kustomization("db", "a");
        secret("hook", Map.of("token", "t"));
        receiver(
                "push",
                "generic",
                "resourceFilter: 'req.image.contains(res.metadata.name)'\nresources: [" + TEAM_A + "]");
        String path = readyPath("push");

        assertThat(call(path, json("{\"image\":\"registry.example/web:1\"}"), JSON_BODY))
                .isEqualTo(200);

        assertThat(requestedAt("web")).isNotNull();
        assertThat(requestedAt("db")).isNull();
    }

    @Test
    void callsWithOtherBodiesInTheSameWindowAreNotLost() throws Exception {
        for (var name : new String[] {"one", "two", "three"}) {
            kustomization(name, "a");
        }
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", "resourceFilter: 'req.name == res.metadata.name'\nresources: [" + TEAM_A + "]");
        String path = readyPath("push");

        for (var name : new String[] {"one", "two", "three", "two"}) {
            assertThat(call(path, json("{\"name\":\"" + name + "\"}"), JSON_BODY))
                    .isEqualTo(200);
        }

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(requestedAt("one")).isNotNull();
            assertThat(requestedAt("two")).isNotNull();
            assertThat(requestedAt("three")).isNotNull();
        });
    }

    @Test
    void bothFiltersMustSayYes() throws Exception {
        kustomization("web", "a");
        kustomization("db", "a");
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", """
                resourceFilter: 'res.metadata.labels.team == "a"'
                resources:
                - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: web, filter: 'req.go'}
                - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: db, filter: '!req.go'}
                """);

        assertThat(call(readyPath("push"), json("{\"go\":true}"), JSON_BODY)).isEqualTo(200);

        assertThat(requestedAt("web")).isNotNull();
        assertThat(requestedAt("db")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "req.name == | spec.resourceFilter is not a usable expression",
                "secret.data == 'x' | undeclared reference",
                "1 + 1 | must be of type bool"
            })
    void anExpressionThatIsWrongStallsTheReceiver(String expression, String why) {
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", "resourceFilter: \"" + expression + "\"\nresources: [" + TEAM_A + "]");

        await().atMost(SOON).untilAsserted(() -> {
            Condition ready = ready(receiver("push"));
            assertThat(ready.reason()).isEqualTo("InvalidCELExpression");
            assertThat(ready.message()).contains(why);
        });
    }

    @Test
    void y044_aFilterThatNeverEndsTouchesNothingAndTheNextCallWorks() throws Exception {
        kustomization("web", "a");
        secret("hook", Map.of("token", "t"));
        receiver(
                "push",
                "generic",
                "resourceFilter: 'req.l.all(a, req.l.all(b, req.l.all(c, req.l.all(d, a == a))))'\nresources: ["
                        + TEAM_A + "]");
        String path = readyPath("push");
        String list = "1,".repeat(999) + "1";

        long start = System.nanoTime();
        assertThat(call(path, json("{\"l\":[" + list + "]}"), JSON_BODY)).isEqualTo(500);
        assertThat(System.nanoTime() - start).isLessThan(SOON.toNanos());
        assertThat(requestedAt("web")).isNull();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(call(path, json("{\"l\":[]}"), JSON_BODY)).isEqualTo(200);
            assertThat(requestedAt("web")).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "no json", "{\"name\":"})
    void n081_aBodyThatAFilterCannotReadTouchesNothing(String body) throws Exception {
        kustomization("web", "a");
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", "resourceFilter: 'req.name == \"web\"'\nresources: [" + TEAM_A + "]");

        assertThat(call(readyPath("push"), json(body), JSON_BODY)).isIn(400, 500);

        assertThat(requestedAt("web")).isNull();
    }

    @Test
    void n083_aStarWithAFilterReachesOnlyItsOwnNamespaceAndLabels() throws Exception {
        kustomization("web", "a");
        kustomization("db", "b");
        var other = cluster.createNamespace("other");
        try {
            kustomization(other, "web", "a");
            secret("hook", Map.of("token", "t"));
            receiver("push", "generic", "resourceFilter: 'true'\nresources: [" + TEAM_A + "]");

            assertThat(call(readyPath("push"), json("{}"), JSON_BODY)).isEqualTo(200);

            assertThat(requestedAt("web")).isNotNull();
            assertThat(requestedAt("db")).isNull();
            assertThat(requestedAt(other, "web")).isNull();
        } finally {
            cluster.delete(other);
        }
    }

    @Test
    void n083_aKindOutsideTheToolkitIsRefusedWhateverItsApiVersion() {
        secret("hook", Map.of("token", "t"));
        receiver("push", "generic", "resources: [{apiVersion: v1, kind: Kustomization, name: web}]");

        await().atMost(SOON).untilAsserted(() -> {
            Condition ready = ready(receiver("push"));
            assertThat(ready.reason()).isEqualTo("ValidationFailed");
            assertThat(ready.message()).contains("apiVersion of the toolkit");
        });
    }

    /** What these types promise rests on tokens of other issuers; as long as nobody checks those, nobody may call. */
    @Test
    void n080_aTypeThatRestsOnTokensIsRefusedByNameAndHasNoPath() {
        secret("hook", Map.of("token", "t", "email", "a@example.org", "audience", "x"));
        receiver("registry", "gcr", "resources: [{kind: ImageRepository, name: web}]");
        namespace.apply("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: oidc}
                spec:
                  type: generic-oidc
                  oidcProviders:
                  - issuerURL: https://issuer.example.org
                    validations: [{expression: 'true', message: never}]
                  resources: [{kind: GitRepository, name: web}]
                """);

        for (var name : new String[] {"registry", "oidc"}) {
            await().atMost(SOON).untilAsserted(() -> {
                Receiver refused = receiver(name);
                assertThat(ready(refused).reason()).isEqualTo("ValidationFailed");
                assertThat(ready(refused).message())
                        .contains(refused.getSpec().type() + " is not supported by this release");
                assertThat(refused.getStatus().webhookPath()).isNull();
            });
        }
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
