package dev.capstan.source.kube;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.source.UpdateOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of artifacts that are stored: damage, another address, old age, deletion. */
class KeptArtifactTest extends SourceReconcilerScenario {
    @Test
    void damagedArtifactIsTakenBackBeforeTheUpstreamIsAsked() throws IOException {
        var object = withArtifact("a");
        Files.writeString(folder.resolve(OWNER.path("1.tar.gz")), "tampered");
        kind.ends(failed(Optional.empty()));

        var after = reconcile(object);

        assertThat(journal)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("ERROR ArtifactVerificationFailed: the stored artifact for revision"
                                        + " 'main@sha1:1' is damaged and is built again: its digest is"),
                        second -> assertThat(second).isEqualTo("status"),
                        third -> assertThat(third).isEqualTo("update"),
                        fourth -> assertThat(fourth).isEqualTo("ERROR Failed: it failed"));
        assertThat(revision(kind.seen())).isEmpty();
        assertThat(conditions(kind.seen()).isTrue(Condition.RECONCILING)).isTrue();
        assertThat(revision(after)).isEmpty();
    }

    @Test
    void addressThatChangedIsInTheStatusBeforeTheUpstreamIsAsked() {
        var object = withArtifact("a");
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));
        reconciler = servedAt("http://source.example.org");

        reconcile(object);

        assertThat(journal).containsExactly("status", "update");
        assertThat(requireNonNull(kind.seen().getStatus().artifact()).url())
                .hasToString("http://source.example.org/gitrepository/apps/config/1.tar.gz");
    }

    @Test
    void olderArtifactsGoAndTheCurrentOneStays() throws IOException {
        var object = withArtifact("a");
        stored("2.tar.gz", "b");
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        reconcile(object);

        assertThat(files()).containsExactly("1.tar.gz");
    }

    @Test
    void olderArtifactThatCannotBeRemovedIsAnEventAndStopsNothing() throws IOException {
        var object = withArtifact("a");
        blockRemoval();
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        reconcile(object);

        assertThat(journal)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("ERROR GarbageCollectionFailed: old artifacts could not be removed: "),
                        second -> assertThat(second).isEqualTo("update"));
    }

    @Test
    void artifactsOfADeletedObjectGoWithIt() throws IOException {
        var object = withArtifact("a");
        stored("2.tar.gz", "b");

        var cleanup = reconciler.cleanUp(object, NOW);

        assertThat(cleanup).isEqualTo(Cleanup.DONE);
        assertThat(folder.resolve(OWNER.folder())).doesNotExist();
        assertThat(journal)
                .containsExactly("TRACE GarbageCollectionSucceeded: removed 2 artifacts of the deleted object");
    }

    @Test
    void deletedObjectWithoutArtifactsGoesInSilence() {
        assertThat(reconciler.cleanUp(repository(), NOW)).isEqualTo(Cleanup.DONE);
        assertThat(journal).isEmpty();
    }

    @Test
    void deletedObjectStaysWhileItsArtifactsCannotBeRemoved() throws IOException {
        var object = withArtifact("a");
        blockRemoval();

        assertThat(reconciler.cleanUp(object, NOW))
                .isInstanceOfSatisfying(
                        Cleanup.Failed.class,
                        failed -> assertThat(failed.message()).startsWith("its artifacts could not be removed: "));
    }

    /** A folder with something in it cannot be removed as a file is. */
    private void blockRemoval() throws IOException {
        stored("2.tar.gz", "stays");
        var content = folder.resolve(OWNER.path("2.tar.gz")).toRealPath();
        Files.delete(content);
        Files.createDirectories(content.resolve("kept"));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve(OWNER.folder()))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
