package dev.capstan.source.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedArtifactsTest {
    private static final ArtifactOwner OWNER = new ArtifactOwner("gitrepository", "apps", "config");

    @TempDir
    Path folder;

    private FileSystemArtifactStore store;
    private Artifact named;

    @BeforeEach
    void storesAnArtifact() throws IOException {
        store = FileSystemArtifactStore.open(
                folder, 1 << 20, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        var stored = (StoreResult.Stored) store.store(OWNER, "1.tar.gz", archive -> archive.folder("."));
        named = servedAt("http://127.0.0.1:1111")
                .of(new NewArtifact(
                        stored.artifact(), new ArtifactRevision("main@sha1:1"), "stored", Optional.empty(), Map.of()));
    }

    @Test
    void theAddressIsTheAdvertisedOneWithThePath() {
        assertThat(named.url()).hasToString("http://127.0.0.1:1111/gitrepository/apps/config/1.tar.gz");
    }

    @Test
    void anIntactArtifactIsTheSameWhileTheAddressIs() {
        assertThat(servedAt("http://127.0.0.1:1111").check(OWNER, named))
                .isEqualTo(new ServedArtifacts.Checked.Intact(named));
    }

    @Test
    void anIntactArtifactFollowsTheAddress() {
        var checked = (ServedArtifacts.Checked.Intact)
                servedAt("http://source.example.org").check(OWNER, named);

        assertThat(checked.artifact().url())
                .hasToString("http://source.example.org/gitrepository/apps/config/1.tar.gz");
        assertThat(checked.artifact().digest()).isEqualTo(named.digest());
        assertThat(checked.artifact().lastUpdateTime()).isEqualTo(named.lastUpdateTime());
    }

    @Test
    void o026_aChangedFileIsDamaged() throws IOException {
        Files.writeString(folder.resolve(named.path()), "tampered");

        assertThat(servedAt("http://127.0.0.1:1111").check(OWNER, named))
                .isInstanceOf(ServedArtifacts.Checked.Damaged.class);
    }

    @Test
    void aLostFileIsDamaged() throws IOException {
        Files.delete(folder.resolve(named.path()));

        assertThat(servedAt("http://127.0.0.1:1111").check(OWNER, named))
                .isEqualTo(new ServedArtifacts.Checked.Damaged("it is not in the storage"));
    }

    @Test
    void theArtifactOfAnotherObjectIsNeverItsOwn() {
        var other = new ArtifactOwner("gitrepository", "other", "config");

        assertThat(servedAt("http://127.0.0.1:1111").check(other, named))
                .isEqualTo(new ServedArtifacts.Checked.Damaged("it is not an artifact of this object"));
    }

    @Test
    void theLatestNameGivesTheCurrentArtifact() throws IOException {
        var url = servedAt("http://127.0.0.1:1111").latest(OWNER, "latest.tar.gz", named);

        assertThat(url).hasToString("http://127.0.0.1:1111/gitrepository/apps/config/latest.tar.gz");
        try (var latest = store.open(OWNER.path("latest.tar.gz"));
                var current = store.open(named.path())) {
            assertThat(latest.readAllBytes()).isEqualTo(current.readAllBytes());
        }
    }

    private ServedArtifacts servedAt(String address) {
        return new ServedArtifacts(store, AdvertisedAddress.of(address, 0));
    }
}
