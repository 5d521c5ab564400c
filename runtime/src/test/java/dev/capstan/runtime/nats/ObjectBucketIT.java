package dev.capstan.runtime.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import io.nats.client.Nats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket in a real NATS server. */
@WithCluster(crds = false)
class ObjectBucketIT {
    private static final long ROOM = 4 << 20;

    private final TestCluster cluster;
    private final String run = UUID.randomUUID().toString().replace("-", "");
    private ObjectBucket bucket;

    ObjectBucketIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void open() {
        bucket = ObjectBucket.open(TestSettings.of(cluster.nats().toString(), run), "files", ROOM);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void whatIsPutIsThereForOthers() throws IOException {
        put("content/a", "hello");

        assertThat(text("content/a")).isEqualTo("hello");
        assertThat(bucket.find("content/a").orElseThrow().target()).isEmpty();
        assertThat(bucket.find("content/b")).isEmpty();
    }

    @Test
    void aLinkStandsForOtherBytesAndCanBeMoved() throws IOException {
        put("content/a", "hello");
        put("content/b", "world");

        bucket.link("name/x", "content/a");
        bucket.link("name/x", "content/b");

        assertThat(bucket.find("name/x").orElseThrow().target()).contains("content/b");
        assertThat(bucket.list())
                .extracting(ObjectBucket.Entry::name)
                .containsExactlyInAnyOrder("content/a", "content/b", "name/x");
    }

    @Test
    void bytesThatAreNotThereAreAFailureOfReading() throws IOException {
        put("content/a", "hello");
        bucket.link("name/x", "content/a");
        bucket.remove("content/a");

        assertThat(bucket.find("name/x").orElseThrow().target()).contains("content/a");
        for (var name : List.of("content/a", "name/x")) {
            assertThatThrownBy(() -> text(name))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("NATS has no such object");
        }
        assertThatThrownBy(() -> bucket.link("name/y", "content/a")).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsRemovedIsGoneAndMayComeBack() throws IOException {
        put("content/a", "hello");

        bucket.remove("content/a");
        bucket.remove("content/a");
        assertThat(bucket.find("content/a")).isEmpty();
        assertThat(bucket.list()).isEmpty();

        put("content/a", "again");
        assertThat(text("content/a")).isEqualTo("again");
    }

    @Test
    void aBucketThatIsFullSaysSoAndKeepsWhatItHas() throws IOException {
        put("content/a", "hello");
        var large = new byte[(int) ROOM + 1];
        new Random(1).nextBytes(large);

        assertThatThrownBy(() -> bucket.put("content/large", new ByteArrayInputStream(large)))
                .isInstanceOf(ObjectBucket.FullException.class)
                .hasMessageContaining("NATS refused");
        assertThat(bucket.find("content/large")).isEmpty();
        assertThat(text("content/a")).isEqualTo("hello");
    }

    @Test
    void aBucketThatSomebodyRemovedIsMadeAgain() throws Exception {
        put("content/a", "hello");
        try (var other = Nats.connect(cluster.nats().toString())) {
            var management = other.objectStoreManagement();
            management.delete(management.getBucketNames().stream()
                    .filter(name -> name.contains(run.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow());
        }

        assertThatThrownBy(() -> bucket.find("content/a")).isInstanceOf(IOException.class);
        assertThat(bucket.find("content/a")).isEmpty();
        put("content/a", "again");
        assertThat(text("content/a")).isEqualTo("again");
    }

    @Test
    void aServerThatIsAwayIsAFailureWithinSeconds() {
        try (var nobody = ObjectBucket.open(TestSettings.of("nats://127.0.0.1:1", "it"), "files", ROOM)) {
            assertThatThrownBy(() -> nobody.find("content/a"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("NATS cannot be reached");
        }
    }

    private void put(String name, String text) throws IOException {
        bucket.put(name, new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private String text(String name) throws IOException {
        var out = new ByteArrayOutputStream();
        bucket.get(name, out);
        return out.toString(UTF_8);
    }
}
