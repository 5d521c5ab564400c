package dev.capstan.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.source.GitRepository;
import org.junit.jupiter.api.Test;

/** What the API server promises about one object; the fake is held to the same. */
abstract class ObjectClientContract {
    private static final String YAML = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: one, namespace: %s}
            spec: {interval: 1m, url: "https://example.com/one.git"}
            """;

    abstract ObjectClient<GitRepository> client();

    abstract GitRepository create(String yaml);

    abstract void delete(GitRepository object);

    abstract String namespace();

    private GitRepository created() {
        return create(YAML.formatted(namespace()));
    }

    @Test
    void aPatchChangesWhatItNamesAndTheVersion() {
        GitRepository object = created();

        var answer = client().patch(object, json("""
                {"metadata": {"finalizers": ["example.com/a"]}}"""));

        assertThat(answer).isInstanceOfSatisfying(ObjectClient.Answer.Patched.class, patched -> {
            GitRepository now = (GitRepository) patched.now();
            assertThat(now.getFinalizers()).containsExactly("example.com/a");
            assertThat(now.getSpec().url()).isEqualTo("https://example.com/one.git");
            assertThat(now.getMetadata().getResourceVersion())
                    .isNotEqualTo(object.getMetadata().getResourceVersion());
        });
    }

    @Test
    void aPatchOfTheStatusLeavesTheRest() {
        GitRepository object = created();

        client().patchStatus(object, json("""
                {"metadata": {"labels": {"a": "b"}}, "spec": {"interval": "9m"}, "status": {"observedGeneration": 3}}"""));

        GitRepository now = client().read(object).orElseThrow();
        assertThat(now.getStatus().observedGeneration()).isEqualTo(3);
        assertThat(now.getSpec().interval()).isEqualTo("1m");
    }

    @Test
    void aPatchOfAnOlderVersionIsAConflict() {
        GitRepository object = created();
        client().patchStatus(object, json("""
                {"status": {"observedGeneration": 3}}"""));

        String version = object.getMetadata().getResourceVersion();

        assertThat(client().patchStatus(object, json("""
                        {"metadata": {"resourceVersion": "%s"}, "status": {"observedGeneration": 4}}""".formatted(version))))
                .isInstanceOf(ObjectClient.Answer.Conflict.class);
        assertThat(client().read(object).orElseThrow().getStatus().observedGeneration())
                .isEqualTo(3);
    }

    @Test
    void aPatchThatChangesNothingKeepsTheVersion() {
        GitRepository object = created();
        ObjectNode patch = json("""
                {"spec": {"interval": "9m"}}""");
        client().patch(object, patch);
        String version = client().read(object).orElseThrow().getMetadata().getResourceVersion();

        client().patch(object, patch);

        assertThat(client().read(object).orElseThrow().getMetadata().getResourceVersion())
                .isEqualTo(version);
    }

    @Test
    void anObjectThatIsGoneCanNeitherBePatchedNorRead() {
        GitRepository object = created();
        delete(object);

        assertThat(client().patch(object, json("{\"metadata\": {\"labels\": {\"a\": \"b\"}}}")))
                .isInstanceOf(ObjectClient.Answer.Gone.class);
        assertThat(client().patchStatus(object, json("{\"status\": {\"observedGeneration\": 3}}")))
                .isInstanceOf(ObjectClient.Answer.Gone.class);
        assertThat(client().read(object)).isEmpty();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
