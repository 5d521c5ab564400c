package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Others write to a Kustomization while the controller does. */
class ContentionIT extends ControllerFixture {

    private static final int ROUNDS = 30;

    @Test
    void f116_conflictsCostNeitherTheUsersSpecNorTheStatusOfOthers() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v${round}")));
        kustomization("app", "prune: true\npostBuild: {substitute: {round: \"0\"}}");
        resource("app").subresource("status").patch(PatchContext.of(PatchType.JSON), foreignCondition());

        for (int round = 1; round <= ROUNDS; round++) {
            resource("app")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"labels\":{\"round\":\"%1$d\"}},\"spec\":{\"postBuild\":{\"substitute\":{\"round\":\"%1$d\"}}}}"
                                    .formatted(round));
        }

        Kustomization settled = await(
                "app",
                it -> ready(it).holds()
                        && it.getStatus().observedGeneration()
                                == it.getMetadata().getGeneration());
        patiently().until(() -> ("v" + ROUNDS).equals(data("a").get("k")));
        assertThat(requireNonNull(settled.getSpec().postBuild()).substitute())
                .containsEntry("round", String.valueOf(ROUNDS));
        assertThat(settled.getMetadata().getLabels()).containsEntry("round", String.valueOf(ROUNDS));
        assertThat(condition(settled, "Reviewed")).map(Condition::reason).contains("ByHand");
        assertThat(events("app")).noneMatch(event -> event.getType().equals("Warning"));
    }

    private static String foreignCondition() {
        return """
                [{"op":"add","path":"/status/conditions","value":[{"type":"Reviewed","status":"True","reason":"ByHand",
                  "message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}]""";
    }
}
