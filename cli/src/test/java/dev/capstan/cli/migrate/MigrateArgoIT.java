package dev.capstan.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code capstan migrate argocd} as a process, on a cluster with an installation of Argo CD of which nothing runs. */
@WithCluster
class MigrateArgoIT {
    private final TestCluster cluster;

    @TempDir
    private Path folder;

    MigrateArgoIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void tellsWhatWouldStandStillAndShowsNoSecret(TestNamespace namespace) throws Exception {
        namespace.apply("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: repository
                  labels: {argocd.argoproj.io/secret-type: repository}
                stringData: {url: 'https://git.test/shop', enableLfs: 'true', password: marker}
                """);
        namespace.apply(application("fine", "path: ."));
        namespace.apply(application("odd", "path: .\n    plugin: {name: vault}"));

        var text = capstan(namespace);
        assertThat(text.exit()).as(text.toString()).isEqualTo(1);
        assertThat(text.text())
                .contains("Would stand still (", "/odd: the plugin 'vault' is refused", "enableLfs")
                .doesNotContain("marker", "/fine:");

        var json = capstan(namespace, "-o", "json");
        JsonNode survey = new ObjectMapper().readTree(json.text());
        assertThat(survey.path("applications").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(survey.path("findings").findValuesAsText("weight")).contains("stops", "lost");
        proposesObjectsOfFluxAndShowsNoSecret(namespace);
    }

    /** Of what {@link #tellsWhatWouldStandStillAndShowsNoSecret} has made: Applications of all namespaces are surveyed. */
    private void proposesObjectsOfFluxAndShowsNoSecret(TestNamespace namespace) throws Exception {
        var text = capstan(namespace, "--to", "flux", "fine");
        assertThat(text.exit()).as(text.toString()).isZero();
        assertThat(text.text())
                .contains("kind: GitRepository", "kind: Kustomization", "path: ./\n", "name: repository")
                .doesNotContain("marker", "vault");

        var json = capstan(namespace, "--to", "flux", "-o", "json", "odd");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(new ObjectMapper()
                        .readTree(json.text())
                        .at("/notes/0/weight")
                        .asText())
                .isEqualTo("missing");
        assertThat(capstan(namespace, "--to", "jsonnet").exit()).isEqualTo(2);
        assertThat(capstan(namespace, "fine").exit()).isEqualTo(2);
    }

    private static String application(String name, String source) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                spec:
                  project: default
                  destination: {server: 'https://kubernetes.default.svc', namespace: shop}
                  source:
                    repoURL: https://git.test/shop
                    %s
                """.formatted(name, source);
    }

    private CapstanProcess.Result capstan(TestNamespace namespace, String... options) {
        var words = new ArrayList<>(List.of(
                "migrate",
                "argocd",
                "-n",
                namespace.name(),
                "--no-compare",
                "--kubeconfig",
                cluster.kubeconfig().toString()));
        words.addAll(List.of(options));
        return new CapstanProcess(folder, Map.of()).run(words.toArray(String[]::new));
    }
}
