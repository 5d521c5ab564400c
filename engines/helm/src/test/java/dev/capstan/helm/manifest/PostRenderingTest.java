package dev.capstan.helm.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.helm.PostRenderer;
import dev.capstan.helm.PostRenderer.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostRenderingTest {
    private static final Map<String, String> FILES = Map.of(
            "demo/templates/a.yaml",
            "kind: ConfigMap\nmetadata:\n  name: a\n---\nkind: Service\nmetadata:\n  name: b\n",
            "demo/templates/h.yaml",
            "kind: Job\nmetadata:\n  name: h\n  annotations:\n    helm.sh/hook: pre-install\n");

    private final List<String> seen = new ArrayList<>();

    @Test
    void sendsHooksAndOthersTogether() throws Exception {
        Map<String, String> files = apply(Strategy.COMBINED);

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst())
                .contains("name: h")
                .contains("postrenderer.helm.sh/postrender-filename: demo/templates/a.yaml");
        assertThat(files).containsOnlyKeys("demo/templates/a.yaml", "demo/templates/h.yaml");
        assertThat(files.get("demo/templates/a.yaml"))
                .isEqualTo("kind: ConfigMap\nmetadata:\n  name: a-x\n---\nkind: Service\nmetadata:\n  name: b-x\n");
    }

    @Test
    void leavesHooksAlone() throws Exception {
        Map<String, String> files = apply(Strategy.NO_HOOKS);

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst()).doesNotContain("name: h");
        assertThat(files.get("demo/templates/h.yaml")).isEqualTo(FILES.get("demo/templates/h.yaml"));
    }

    @Test
    void sendsHooksOnTheirOwn() throws Exception {
        Map<String, String> files = apply(Strategy.SEPARATE);

        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst()).contains("name: h").doesNotContain("name: b");
        assertThat(files.get("demo/templates/h.yaml")).contains("name: h-x");
    }

    @Test
    void namesDocumentsThatTheRendererAdds() throws Exception {
        var rendering = new PostRendering(
                manifests ->
                        new PostRenderer.Outcome.Changed(manifests + "---\nkind: Secret\nmetadata:\n  name: new\n"),
                Strategy.COMBINED);

        assertThat(rendering.apply(FILES)).containsKey("generated-by-postrender-3.yaml");
    }

    @Test
    void saysThatTheRendererFailed() {
        var rendering = new PostRendering(_ -> new PostRenderer.Outcome.Failed("no such patch"), Strategy.COMBINED);

        assertThatThrownBy(() -> rendering.apply(FILES))
                .hasMessage("error while running post render on files: no such patch");
    }

    private Map<String, String> apply(Strategy strategy) throws Exception {
        PostRenderer renderer = manifests -> {
            seen.add(manifests);
            return new PostRenderer.Outcome.Changed(manifests.replaceAll("(?m)^(  name: .)$", "$1-x"));
        };
        return new PostRendering(renderer, strategy).apply(FILES);
    }
}
