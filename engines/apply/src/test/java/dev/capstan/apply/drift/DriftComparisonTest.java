package dev.capstan.apply.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftComparisonTest {

    private static final String US = "kustomize-controller";
    private static final Owner OWNER = Owner.kustomization("flux-system", "apps");
    private static final ObjectId ID = new ObjectId("apps", "Deployment", "shop", "web");
    private static final TakeOver TAKE_OVER = new TakeOver(US, Set.of(), true);
    private static final String LIVE = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"a/b":"c"},"managedFields":[
              {"manager":"kustomize-controller","operation":"Apply","time":"2026-01-01T00:00:00Z","fieldsV1":
                {"f:metadata":{"f:labels":{"f:a/b":{}}},
                 "f:spec":{"f:replicas":{},"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"web\\"}":
                   {".":{},"f:name":{},"f:image":{}}}}}}}}]},
             "spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"sidecar","image":"s"},
               {"name":"web","image":"web:1"}]}}}}
            """;
    private static final String RESTART = """
            {"manager":"kubectl-rollout","operation":"Update","time":"2026-01-02T00:00:00Z","fieldsV1":{"f:spec":{
              "f:template":{"f:metadata":{"f:annotations":{".":{},"f:kubectl.kubernetes.io/restartedAt":{}}}}}}}""";
    private static final String MANIFEST = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","labels":{"a/b":"c"}},
             "spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"web","image":"web:1"}]}}}}
            """;

    @Test
    void aManifestMatchesWhenItNamesExactlyOurFieldsWithTheirValues() throws Exception {
        Ownership ownership = Ownership.of(json(LIVE), US);

        assertThat(ownership.matches(json(MANIFEST))).isTrue();
        assertThat(ownership.matches(json(MANIFEST.replace("web:1", "web:2")))).isFalse();
        assertThat(ownership.matches(json(MANIFEST.replace("\"replicas\":2,", ""))))
                .isFalse();
        assertThat(ownership.matches(json(MANIFEST.replace("\"replicas\":2,", "\"replicas\":2,\"paused\":true,"))))
                .isFalse();
        assertThat(ownership.matches(json(MANIFEST.replace(
                        "{\"name\":\"web\",\"image\":\"web:1\"}",
                        "{\"name\":\"web\",\"image\":\"web:1\"},{\"name\":\"new\"}"))))
                .isFalse();
    }

    @Test
    void orderOfAKeyedListCounts() throws Exception {
        String two = """
                {"metadata":{"managedFields":[{"manager":"kustomize-controller","operation":"Apply","fieldsV1":
                  {"f:env":{"k:{\\"name\\":\\"A\\"}":{".":{},"f:name":{}},"k:{\\"name\\":\\"B\\"}":{".":{},"f:name":{}}}}}]},
                 "env":[{"name":"A"},{"name":"B"}]}
                """;
        Ownership ownership = Ownership.of(json(two), US);

        assertThat(ownership.matches(json("{\"env\":[{\"name\":\"A\"},{\"name\":\"B\"}]}")))
                .isTrue();
        assertThat(ownership.matches(json("{\"env\":[{\"name\":\"B\"},{\"name\":\"A\"}]}")))
                .isFalse();
    }

    @Test
    void aFieldTakenByAnotherManagerIsADriftThatNamesBoth() throws Exception {
        JsonNode changed = json(
                LIVE.replace("\"f:replicas\":{},", "")
                        .replace(
                                "}}}}}}}}]}",
                                "}}}}}}}},{\"manager\":\"kubectl\",\"subresource\":\"scale\",\"operation\":\"Update\","
                                        + "\"time\":\"2026-01-02T00:00:00Z\",\"fieldsV1\":{\"f:spec\":{\"f:replicas\":{}}}}]}"));

        assertThat(compare(changed, List.of()))
                .contains(new Drift(OWNER, ID, Drift.Kind.CHANGED, List.of(".spec.replicas"), "kubectl"));
        assertThat(compare(changed, List.of("/spec/replicas"))).isEmpty();
    }

    @Test
    void aRemovedItemIsADrift() throws Exception {
        JsonNode changed = json(LIVE.replace(",\"f:image\":{}", ""));

        assertThat(compare(changed, List.of()))
                .map(Drift::fields)
                .contains(List.of(".spec.template.spec.containers[name=web].image"));
    }

    @Test
    void statusOfOthersIsNoDrift() throws Exception {
        JsonNode withStatus = json(LIVE.replace(
                "}}}}}}}}]}",
                "}}}}}}}},{\"manager\":\"kube-controller-manager\",\"subresource\":\"status\",\"operation\":\"Update\","
                        + "\"fieldsV1\":{\"f:status\":{\"f:replicas\":{}}}}]}"));

        assertThat(compare(withStatus, List.of())).isEmpty();
    }

    @Test
    void takeOverMergesEntriesOfKubectlIntoOurs() throws Exception {
        JsonNode live = json(LIVE.replace(
                "}}}}}}}}]}",
                "}}}}}}}},{\"manager\":\"kubectl-edit\",\"operation\":\"Update\",\"fieldsV1\":"
                        + "{\"f:spec\":{\"f:paused\":{}}}},{\"manager\":\"hpa\",\"operation\":\"Update\","
                        + "\"fieldsV1\":{\"f:spec\":{\"f:x\":{}}}}]}"));

        JsonNode patch = TAKE_OVER.patch(live).orElseThrow();

        JsonNode entries = patch.get(0).path("value");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).at("/fieldsV1/f:spec").has("f:paused")).isTrue();
        assertThat(entries.get(0).at("/fieldsV1/f:spec").has("f:replicas")).isTrue();
        assertThat(entries.get(1).path("manager").asText()).isEqualTo("hpa");
        assertThat(TAKE_OVER.patch(json(LIVE))).isEmpty();
    }

    @Test
    void aRestartByKubectlIsNeitherDriftNorTakenOver() throws Exception {
        JsonNode restarted = json(LIVE.replace("}}}}}}}}]}", "}}}}}}}}," + RESTART + "]}"));

        assertThat(compare(restarted, List.of())).isEmpty();
        assertThat(TAKE_OVER.isNeeded(restarted)).isFalse();
        assertThat(TAKE_OVER.patch(restarted)).isEmpty();
        assertThat(new TakeOver(US, Set.of(), false).isNeeded(restarted)).isTrue();
    }

    @Test
    void aRestartStaysWithItsManagerWhenItsOtherFieldsAreTakenOver() throws Exception {
        JsonNode live = json(LIVE.replace(
                "}}}}}}}}]}", "}}}}}}}}," + RESTART.replace("\"f:spec\":{", "\"f:spec\":{\"f:paused\":{},") + "]}"));

        JsonNode entries = TAKE_OVER.patch(live).orElseThrow().get(0).path("value");

        assertThat(compare(live, List.of())).map(Drift::fields).contains(List.of(".spec.paused"));
        assertThat(entries.get(0).at("/fieldsV1/f:spec").has("f:paused")).isTrue();
        assertThat(entries.get(0).at("/fieldsV1/f:spec/f:template").has("f:metadata"))
                .isFalse();
        assertThat(entries.get(1).path("manager").asText()).isEqualTo("kubectl-rollout");
        assertThat(entries.get(1).path("fieldsV1").toString())
                .isEqualTo("{\"f:spec\":{\"f:template\":{\"f:metadata\":{\"f:annotations\":"
                        + "{\"f:kubectl.kubernetes.io/restartedAt\":{}}}}}}");
    }

    private static Optional<Drift> compare(JsonNode now, List<String> ignored) throws Exception {
        return new DriftComparison(US, TAKE_OVER).compare(OWNER, ID, Ownership.of(json(LIVE), US), now, ignored, false);
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
