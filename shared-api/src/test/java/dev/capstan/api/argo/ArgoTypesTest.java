package dev.capstan.api.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.meta.ToolkitResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgoTypesTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"seed", "helm", "kustomize", "several-sources", "running"})
    void applicationsAreWrittenAsTheyWereRead(String name) {
        assertKept("application-" + name, Application.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "closed"})
    void projectsAreWrittenAsTheyWereRead(String name) {
        assertKept("project-" + name, AppProject.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusters", "matrix", "forges", "rollout"})
    void setsAreWrittenAsTheyWereRead(String name) {
        assertKept("set-" + name, ApplicationSet.class);
    }

    @Test
    void aListOfKindsThatIsEmptyIsNotOneThatIsAbsent() {
        AppProject closed = read("project-closed", AppProject.class);
        AppProject team = read("project-team", AppProject.class);

        assertThat(closed.getSpec().namespaceResourceWhitelist()).isNotNull().isEmpty();
        assertThat(team.getSpec().namespaceResourceWhitelist()).isNull();
        assertThat(team.getSpec().clusterResourceWhitelist())
                .containsExactly(new ClusterResource("", "Namespace", "team-*"));
    }

    @Test
    void automatedSyncIsOnWhereItIsPresentAndSaysNothing() {
        Application application = serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: web}
                spec: {project: default, destination: {}, syncPolicy: {automated: {}}}
                """, Application.class);

        SyncPolicy policy = Objects.requireNonNull(application.getSpec().syncPolicy());
        assertThat(policy.automated()).isEqualTo(new AutomatedSync(null, null, null, null));
        assertThat(tree(serialization.asJson(application)).at("/spec/syncPolicy/automated"))
                .isEqualTo(json.createObjectNode());
    }

    @Test
    void theFormOfTheSeedIsRead() {
        Application application = read("application-helm", Application.class);

        assertThat(Objects.requireNonNull(application.getSpec().source()).signatureVerification())
                .isEqualTo(new SignatureVerification(
                        true,
                        List.of(new SignatureKeySource(
                                new GpgKeySource(new SecretEntry("release-keys", "alice.asc"))))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spec: {project: [], destination: {}}                                  | project
            spec: {destination: [in-cluster]}                                     | destination
            spec: {source: {helm: {parameters: [{name: a}, {name: {}}]}}}         | source.helm.parameters[1].name
            spec: {source: {kustomize: {replicas: [{name: a, count: {}}]}}}       | source.kustomize.replicas[0].count
            spec: {sources: {repoURL: a}}                                         | sources
            spec: {revisionHistoryLimit: many}                                    | revisionHistoryLimit
            spec: {syncPolicy: {automated: {prune: maybe}}}                       | syncPolicy.automated.prune
            spec: {}, operation: {sync: {resources: [{kind: []}]}}                | sync.resources[0].kind
            spec: {}, status: {history: [{id: first}]}                            | history[0].id
            """)
    void aFieldOfAWrongTypeIsNamed(String parts, String field) {
        Application application = serialization.unmarshal(
                "---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: web}, " + parts + "}",
                Application.class);

        assertThat(application.undecodable())
                .contains("The field " + field + " does not fit the schema of this release");
    }

    @Test
    void y045_oneOddSetIsReadAndSaysWhatIsOdd() {
        ApplicationSet set = serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: ApplicationSet
                metadata: {name: web}
                spec: {generators: [{git: {repoURL: a, files: config.json}}], template: {metadata: {}, spec: {}}}
                """, ApplicationSet.class);

        assertThat(set.undecodable())
                .contains("The field generators[0].git.files does not fit the schema of this release");
    }

    private void assertKept(String name, Class<? extends ToolkitResource<?, ?>> type) {
        ToolkitResource<?, ?> read = read(name, type);

        assertThat(read.undecodable()).isEmpty();
        assertThat(tree(serialization.asJson(read))).isEqualTo(serialization.unmarshal(text(name), JsonNode.class));
    }

    private <T> T read(String name, Class<T> type) {
        return serialization.unmarshal(text(name), type);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String text(String name) {
        try (InputStream file = ArgoTypesTest.class.getResourceAsStream("/argo/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
