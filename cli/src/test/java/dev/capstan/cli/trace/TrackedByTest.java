package dev.capstan.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackedByTest {

    @Test
    void theMarkNamesTheApplication() {
        assertThat(TrackedBy.of(marked("my-app:apps/Deployment:web/front"))).contains(new TrackedBy("", "my-app"));
        assertThat(TrackedBy.of(marked("team_my-app:apps/Deployment:web/front")))
                .contains(new TrackedBy("team", "my-app"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my-app",
                "my-app:apps/Deployment",
                ":apps/Deployment:web/front",
                "my-app:apps/Deployment:web/back",
                "my-app:/Service:web/front"
            })
    void whatSpeaksOfAnotherObjectOrIsNoMarkSaysNothing(String mark) {
        assertThat(TrackedBy.of(marked(mark))).isEmpty();
    }

    private static JsonNode marked(String mark) {
        return Serialization.jsonMapper()
                .valueToTree(Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        "Deployment",
                        "metadata",
                        Map.of(
                                "name",
                                "front",
                                "namespace",
                                "web",
                                "annotations",
                                Map.of("argocd.argoproj.io/tracking-id", mark))));
    }
}
