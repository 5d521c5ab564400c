package dev.capstan.apply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Drift and health as the watch of a real API server tells them. */
class WatchIT extends ClusterFixture {

    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: NS
            data:
              colour: blue
              shape: round
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: NS
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - {name: web, image: "web:1"}
            """;

    @Test
    void tellsAChangedFieldWithItsManagerAndRepairsItWithOneRequest() throws Exception {
        engine.applied(SETTINGS);

        patchAs("kubectl-edit", "{\"data\":{\"colour\":\"red\"}}");

        Drift drift = engine.drifts.poll(10, SECONDS);
        assertThat(drift).isNotNull();
        assertThat(drift.message())
                .isEqualTo("ConfigMap/" + namespace + "/settings was changed by kubectl-edit: .data.colour");
        ApplyOutcome.Applied repaired = engine.applied(SETTINGS);
        assertThat(repaired.changes().changeLog()).isEqualTo("ConfigMap/" + namespace + "/settings configured");
        assertThat(data()).isEqualTo(Map.of("colour", "blue", "shape", "round"));
        assertThat(engine.applied(SETTINGS).record().requests()).isZero();
    }

    @Test
    void ruleOfTheCallerIsNotOverruledByTheUsualOnes() throws Exception {
        engine.applied(SETTINGS);
        ObjectRef settings = engine.configMap("settings");
        HealthAssessor whenRed =
                (object, _) -> object.at("/data/colour").asText().equals("red")
                        ? Health.current("red")
                        : Health.inProgress("NotRed", "not red yet");
        HealthWait wait = engine.watch.awaitHealth(new HealthWaitRequest(
                Set.of(settings), Duration.ofSeconds(30), true, Map.of(settings.id(), whenRed), Set.of()));

        patchAs("somebody", "{\"data\":{\"added\":\"by the way\"}}");
        engine.applied(SETTINGS + "  size: large\n");
        assertThat(wait.outcome().toCompletableFuture()).isNotDone();
        patchAs("somebody", "{\"data\":{\"colour\":\"red\"}}");

        assertThat(wait.outcome().toCompletableFuture().get(10, SECONDS)).isInstanceOf(HealthOutcome.Healthy.class);
    }

    @Test
    void tellsARemovedField() throws Exception {
        engine.applied(SETTINGS);

        patchAs("somebody", "{\"data\":{\"shape\":null}}");

        Drift drift = engine.drifts.poll(10, SECONDS);
        assertThat(drift).isNotNull();
        assertThat(drift.kind()).isEqualTo(Drift.Kind.CHANGED);
        assertThat(drift.fields()).containsExactly(".data.shape");
    }

    @Test
    void tellsFieldsThatKubectlAddedAndRevertsThem() throws Exception {
        engine.applied(SETTINGS);

        patchAs("kubectl-patch", "{\"data\":{\"added\":\"yes\"}}");

        Drift drift = engine.drifts.poll(10, SECONDS);
        assertThat(drift).isNotNull();
        assertThat(drift.kind()).isEqualTo(Drift.Kind.ADDED);
        assertThat(drift.fields()).containsExactly(".data.added");
        engine.applied(SETTINGS);
        assertThat(data()).doesNotContainKey("added");
    }

    @Test
    void keepsQuietAboutFieldsThatAControllerAdds() throws Exception {
        engine.applied(SETTINGS);

        patchAs("some-controller", "{\"metadata\":{\"annotations\":{\"note\":\"x\"}}}");
        patchAs("kubectl-edit", "{\"data\":{\"colour\":\"red\"}}");

        Drift drift = engine.drifts.poll(10, SECONDS);
        assertThat(drift).isNotNull();
        assertThat(drift.fields()).containsExactly(".data.colour");
        assertThat(engine.drifts).isEmpty();
    }

    @Test
    void tellsADeletedObjectAndMakesItAnew() throws Exception {
        engine.applied(SETTINGS);

        client.configMaps().inNamespace(namespace).withName("settings").delete();

        Drift drift = engine.drifts.poll(10, SECONDS);
        assertThat(drift).isNotNull();
        assertThat(drift.kind()).isEqualTo(Drift.Kind.DELETED);
        assertThat(engine.applied(SETTINGS).changes().count(Action.CREATED)).isEqualTo(1);
    }

    @Test
    void tellsNoDriftOfItsOwnWrites() {
        engine.applied(SETTINGS);
        for (int i = 0; i < 20; i++) {
            engine.applied(SETTINGS.replace("round", "shape-" + i));
        }

        client.configMaps().inNamespace(namespace).withName("settings").delete();

        await().atMost(Duration.ofSeconds(10)).until(() -> !engine.drifts.isEmpty());
        assertThat(engine.drifts).singleElement().extracting(Drift::kind).isEqualTo(Drift.Kind.DELETED);
    }

    @Test
    void keepsQuietAboutIgnoredFields() throws Exception {
        List<FieldIgnoreRule> rules = List.of(new FieldIgnoreRule(List.of("/data/colour"), manifest -> true));
        engine.applied(SETTINGS, builder -> builder.ignoreRules(rules));

        patchAs("kubectl-edit", "{\"data\":{\"colour\":\"red\"}}");
        patchAs("kubectl-edit", "{\"data\":{\"shape\":\"flat\"}}");

        Drift drift = engine.drifts.poll(10, SECONDS);
        assertThat(drift).isNotNull();
        assertThat(drift.fields()).containsExactly(".data.shape");
        engine.applied(SETTINGS, builder -> builder.ignoreRules(rules));
        assertThat(data()).isEqualTo(Map.of("colour", "red", "shape", "round"));
    }

    @Test
    void waitsForHealthWithoutAThread() throws Exception {
        ApplyOutcome.Applied outcome = engine.applied(DEPLOYMENT + "---\n" + SETTINGS);

        HealthWait wait = engine.watch.awaitHealth(HealthWaitRequest.of(outcome.waitable(), Duration.ofSeconds(60)));

        assertThat(wait.outcome().toCompletableFuture().get(60, SECONDS)).isInstanceOf(HealthOutcome.Healthy.class);
        assertThat(engine.drifts).isEmpty();
    }

    @Test
    void namesWhatIsNotHealthyWhenTimeIsUp() throws Exception {
        ObjectRef absent = engine.configMap("absent");

        HealthWait wait = engine.watch.awaitHealth(HealthWaitRequest.of(List.of(absent), Duration.ofMillis(500)));

        assertThat(wait.outcome().toCompletableFuture().get(10, SECONDS))
                .isInstanceOfSatisfying(
                        HealthOutcome.TimedOut.class,
                        late -> assertThat(late.message())
                                .isEqualTo("timeout waiting for: [ConfigMap/" + namespace
                                        + "/absent status: 'NotFound']"));
    }

    @Test
    void waitsForAnObjectThatNobodyManages() throws Exception {
        ObjectRef foreign = engine.configMap("foreign");
        HealthWait wait = engine.watch.awaitHealth(HealthWaitRequest.of(List.of(foreign), Duration.ofSeconds(30)));

        client.raw(
                "/api/v1/namespaces/" + namespace + "/configmaps",
                "POST",
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "foreign")));

        assertThat(wait.outcome().toCompletableFuture().get(30, SECONDS)).isInstanceOf(HealthOutcome.Healthy.class);
    }

    @Test
    void decidesByTheCallersRuleWhereThereIsOne() throws Exception {
        ApplyOutcome.Applied outcome = engine.applied(SETTINGS);
        ObjectRef settings = outcome.waitable().getFirst();
        HealthWait wait = engine.watch.awaitHealth(new HealthWaitRequest(
                Set.of(settings), Duration.ofSeconds(30), true, Map.of(settings.id(), WatchIT::isRed), Set.of()));

        patchAs("painter", "{\"data\":{\"colour\":\"red\"}}");

        assertThat(wait.outcome().toCompletableFuture().get(30, SECONDS)).isInstanceOf(HealthOutcome.Healthy.class);
    }

    @Test
    void endsAWaitAtOnceWhenItIsSuperseded() throws Exception {
        HealthWait wait = engine.watch.awaitHealth(
                HealthWaitRequest.of(List.of(engine.configMap("absent")), Duration.ofMinutes(10)));

        wait.cancel("superseded by main@sha1:def");

        assertThat(wait.outcome().toCompletableFuture().get(1, SECONDS))
                .isInstanceOfSatisfying(
                        HealthOutcome.Superseded.class,
                        end -> assertThat(end.reason()).isEqualTo("superseded by main@sha1:def"));
    }

    private static Health isRed(JsonNode object, java.time.Instant now) {
        return object.at("/data/colour").asText().equals("red")
                ? Health.current("red")
                : Health.inProgress("NotRed", "not red yet");
    }

    private void patchAs(String fieldManager, String mergePatch) throws Exception {
        var http = client.getHttpClient();
        var response = http.sendAsync(
                        http.newHttpRequestBuilder()
                                .uri(client.getMasterUrl() + "api/v1/namespaces/" + namespace
                                        + "/configmaps/settings?fieldManager=" + fieldManager)
                                .method("PATCH", "application/merge-patch+json", mergePatch)
                                .build(),
                        String.class)
                .get(10, SECONDS);
        assertThat(response.code()).as(response.body()).isEqualTo(200);
    }

    private Map<String, String> data() {
        return client.configMaps()
                .inNamespace(namespace)
                .withName("settings")
                .get()
                .getData();
    }
}
