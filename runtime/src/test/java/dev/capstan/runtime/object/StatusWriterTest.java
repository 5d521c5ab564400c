package dev.capstan.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A kind whose status is a subresource, and that has something else to be changed. */
class StatusWriterTest {
    private final FakeObjectClient<GitRepository> objects = new FakeObjectClient<>(GitRepository.class);
    private final StatusWriter<GitRepository, GitRepositoryStatus> writer =
            new StatusWriter<>(objects, GitRepositoryStatus.INITIAL);
    private final GitRepository object = objects.create("""
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: one, namespace: web, annotations: {example.com/refresh: "true"}}
            spec: {interval: 1m, url: "https://example.com/one.git"}
            """);

    @Test
    void theStatusIsWrittenBeforeTheAnnotationGoes() {
        GitRepository now = writer.write(object, StatusWriterTest::observed, refreshed("true"))
                .orElseThrow();

        assertThat(objects.requests())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("status").doesNotContain("annotations"),
                        second -> assertThat(second).startsWith("patch").doesNotContain("\"status\""));
        assertThat(now.annotations()).isEmpty();
        assertThat(now.getStatus().common().observedGeneration()).isEqualTo(3);
    }

    @Test
    void onlyWhatIsNotSoYetIsSent() {
        writer.write(object, status -> status, refreshed("false"));

        assertThat(objects.requests()).isEmpty();
        assertThat(objects.now(object).annotations()).containsKey("example.com/refresh");
    }

    private static ObjectEdit refreshed(String value) {
        return ObjectEdit.NONE.removing(Map.of("example.com/refresh", value));
    }

    private static GitRepositoryStatus observed(GitRepositoryStatus status) {
        return status.with(new CommonStatus(3, List.of(), null));
    }
}
