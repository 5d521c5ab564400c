package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is woken by the artifact of another object. */
class IncluderTest extends SourceReconcilerScenario {
    @ParameterizedTest
    @CsvSource({", a, true", "a, b, true", "a, a, false", "a, , false", ", , false"})
    void otherFilesWakeWhoIncludesThem(@Nullable String before, @Nullable String after, boolean isWoken) {
        repositories.put(repository("app", "include: [{repository: {name: config}}]"));
        repositories.put(repository("other", "include: [{repository: {name: app}}]"));
        repositories.put(repository());

        reconciler.onChange(holding(after), holding(before));

        assertThat(repositories.woken()).isEqualTo(isWoken ? List.of(new ObjectKey("apps", "app")) : List.of());
    }

    @Test
    void otherRevisionOfTheSameFilesWakesWhoIncludesThem() {
        repositories.put(repository("app", "include: [{repository: {name: config}}]"));

        reconciler.onChange(holding("a", SECOND), holding("a", FIRST));

        assertThat(repositories.woken()).containsExactly(new ObjectKey("apps", "app"));
    }

    @ParameterizedTest
    @CsvSource({"true, 4, true", "true, 3, false", "false, 4, false"})
    void anotherSpecOfAnObjectThatIsDataWakesWhoNeedsIt(boolean isData, long generation, boolean isWoken) {
        if (isData) {
            kind.isData();
        }
        repositories.put(repository("app", "include: [{repository: {name: config}}]"));
        var changed = repository();
        changed.getMetadata().setGeneration(generation);

        reconciler.onChange(changed, repository());

        assertThat(repositories.woken()).isEqualTo(isWoken ? List.of(new ObjectKey("apps", "app")) : List.of());
    }

    @Test
    void objectThatCannotBeReadIncludesNothing() {
        var odd = repository("odd", "include: 5");

        assertThat(odd.undecodable()).isPresent();
        assertThat(reconciler.indexers().values())
                .allSatisfy(values -> assertThat(values.apply(odd)).isEmpty());
    }

    /** The object with an artifact in its status, or without one. */
    private GitRepository holding(@Nullable String content) {
        return holding(content, FIRST);
    }

    private GitRepository holding(@Nullable String content, ArtifactRevision revision) {
        var object = repository();
        if (content != null) {
            var artifact = new ServedArtifacts(store, AdvertisedAddress.of("auto", 1))
                    .of(published("1.tar.gz", content, revision).artifact());
            object.setStatus(GitRepositoryStatus.INITIAL.withArtifact(artifact));
        }
        return object;
    }
}
