package dev.capstan.source.artifact.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.runtime.nats.NatsSettings;
import dev.capstan.runtime.nats.ObjectBucket;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas with a disk each and one bucket in a real NATS server. */
@WithCluster(crds = false)
class ReplicatedArtifactStoreIT {
    private static final ArtifactOwner OWNER = new ArtifactOwner("gitrepository", "apps", "config");
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));

    @TempDir
    Path folder;

    private final TestCluster cluster;
    private ObjectBucket bucket;
    private ReplicatedArtifactStore leader;

    ReplicatedArtifactStoreIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() throws IOException {
        bucket = bucketAt(cluster.nats().toString());
        leader = replica("leader", Clock.systemUTC());
        leader.lead();
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void everyReplicaServesWhatTheLeaderStores() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        leader.nameLatest(OWNER, "latest.txt", artifact.path());
        var follower = replica("follower", Clock.systemUTC());

        assertThat(served(follower, artifact.path())).contains("one");
        assertThat(served(follower, OWNER.path("latest.txt"))).contains("one");
        assertThat(served(follower, OWNER.path("2.txt"))).isEmpty();
    }

    @Test
    void otherContentUnderTheSamePathIsServedFromThenOn() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        var follower = replica("follower", Clock.systemUTC());
        assertThat(served(follower, artifact.path())).contains("one");

        store(leader, "1.txt", "two");

        assertThat(served(follower, artifact.path())).contains("two");
    }

    @Test
    void theNextLeaderRemovesWhatTheOneBeforeItStored() throws IOException {
        var old = store(leader, "1.txt", "one");
        var current = store(leader, "2.txt", "two");
        var next = replica("next", LATER);
        next.lead();

        assertThat(next.removeOld(OWNER, Optional.of(current.path()))).isZero(); // young as far as it knows
        assertThat(next.removeAll(OWNER)).isEqualTo(2);

        assertThat(served(leader, old.path())).isEmpty();
        assertThat(served(leader, current.path())).isEmpty();
    }

    @Test
    void contentGoesWhenNoNameIsLeftAndNeverBefore() throws IOException {
        var first = store(leader, "1.txt", "one");
        var second = store(leader, "2.txt", "two");
        var later = replica("later", LATER);
        later.lead();
        bucket.remove("name/" + first.path());

        later.tidy();

        assertThat(bucket.find("content/" + hex(first))).isEmpty();
        assertThat(bucket.find("content/" + hex(second))).isPresent();
    }

    @Test
    void aFollowerForgetsWhatTheLeaderHasRemoved() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        var follower = replica("follower", Clock.systemUTC());
        assertThat(served(follower, artifact.path())).contains("one");
        leader.removeAll(OWNER);

        follower.tidy();

        try (var content = Files.list(folder.resolve("follower/.content"))) {
            assertThat(content).isEmpty();
        }
    }

    @Test
    void bytesThatAreNotThoseOfTheirDigestAreReportedAndReplaced() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        bucket.put("content/" + hex(artifact), new ByteArrayInputStream("other".getBytes(UTF_8)));
        var next = replica("next", Clock.systemUTC());
        next.lead();

        assertThat(next.problemOf(artifact.path(), artifact.digest())).isPresent();
        store(next, "1.txt", "one");

        assertThat(next.problemOf(artifact.path(), artifact.digest())).isEmpty();
        assertThat(served(replica("third", Clock.systemUTC()), artifact.path())).contains("one");
    }

    @Test
    void aLeaderWithTheRightBytesSharesThemAgain() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        var same = store(leader, "2.txt", "one");
        bucket.put("content/" + hex(artifact), new ByteArrayInputStream("other".getBytes(UTF_8)));
        var follower = replica("follower", Clock.systemUTC());
        assertThat(served(follower, artifact.path())).isEmpty();
        assertThat(served(leader, artifact.path())).contains("one");

        assertThat(leader.problemOf(artifact.path(), artifact.digest())).isEmpty();

        assertThat(served(follower, artifact.path())).contains("one");
        assertThat(served(follower, same.path())).contains("one");
    }

    @Test
    void aNameWithoutBytesIsReportedByALeaderThatHasNoneEither() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        bucket.remove("content/" + hex(artifact));
        var next = replica("next", Clock.systemUTC());
        next.lead();

        assertThat(next.problemOf(artifact.path(), artifact.digest())).isPresent();
        store(next, "1.txt", "one");

        assertThat(next.problemOf(artifact.path(), artifact.digest())).isEmpty();
        assertThat(served(replica("third", Clock.systemUTC()), artifact.path())).contains("one");
    }

    @Test
    void withoutNatsTheDiskServesAndNothingNewIsStored() throws IOException {
        var artifact = store(leader, "1.txt", "one");
        try (var nobody = bucketAt("nats://127.0.0.1:1")) {
            var alone = new ReplicatedArtifactStore(
                    disk("leader", Clock.systemUTC()), new SharedNames(nobody, Clock.systemUTC()));

            assertThat(served(alone, artifact.path())).contains("one");
            assertThat(alone.problemOf(artifact.path(), artifact.digest())).isEmpty();
            assertThat(alone.storeFile(OWNER, "2.txt", out -> out.write('2')))
                    .isInstanceOfSatisfying(StoreResult.StorageFailed.class, failed -> {
                        assertThat(failed.why()).contains("NATS cannot be reached");
                        assertThat(failed.isOutOfSpace()).isFalse();
                    });
        }
    }

    private static ObjectBucket bucketAt(String url) {
        return ObjectBucket.open(new Server(url, "it-" + UUID.randomUUID()), "artifacts", ObjectBucket.UNBOUNDED);
    }

    /** A server without users; of the settings for messages nothing is used. */
    private record Server(String url, String cluster) implements NatsSettings {
        @Override
        public Optional<String> user() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Optional<String> token() {
            return Optional.empty();
        }

        @Override
        public Tls tls() {
            return new NoTls();
        }

        @Override
        public Duration hintsMaxAge() {
            return Duration.ZERO;
        }

        @Override
        public Duration eventsMaxAge() {
            return Duration.ZERO;
        }

        @Override
        public long hintsMaxBytes() {
            return 0;
        }

        @Override
        public long eventsMaxBytes() {
            return 0;
        }

        @Override
        public Duration newConsumerStartsBefore() {
            return Duration.ZERO;
        }

        @Override
        public long bufferBytes() {
            return 0;
        }

        @Override
        public Duration ackWait() {
            return Duration.ZERO;
        }
    }

    private record NoTls() implements NatsSettings.Tls {
        @Override
        public Optional<String> authority() {
            return Optional.empty();
        }

        @Override
        public Optional<String> certificate() {
            return Optional.empty();
        }

        @Override
        public Optional<String> key() {
            return Optional.empty();
        }
    }

    private ReplicatedArtifactStore replica(String name, Clock clock) throws IOException {
        return new ReplicatedArtifactStore(disk(name, clock), new SharedNames(bucket, clock));
    }

    private FileSystemArtifactStore disk(String name, Clock clock) throws IOException {
        return FileSystemArtifactStore.open(
                folder.resolve(name), 1 << 20, new Retention(Duration.ofHours(3), 2), clock);
    }

    private static StoredArtifact store(ReplicatedArtifactStore store, String file, String text) {
        var result = store.storeFile(OWNER, file, out -> out.write(text.getBytes(UTF_8)));
        assertThat(result).isInstanceOf(StoreResult.Stored.class);
        return ((StoreResult.Stored) result).artifact();
    }

    private static Optional<String> served(ReplicatedArtifactStore replica, String path) throws IOException {
        var file = replica.fileOf(path);
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(file.get()));
    }

    private static String hex(StoredArtifact artifact) {
        return artifact.digest().text().substring("sha256:".length());
    }
}
