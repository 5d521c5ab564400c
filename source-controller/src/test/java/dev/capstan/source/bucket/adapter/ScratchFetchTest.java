package dev.capstan.source.bucket.adapter;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.objectstore.ObjectStoreException;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.bucket.FetchEndedException;
import dev.capstan.source.bucket.MemoryStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ScratchFetchTest {
    private static final Deadline SOON = Deadline.in(Duration.ofSeconds(30));

    @TempDir
    Path root;

    private final MemoryStore bucket = new MemoryStore();
    private FileSystemArtifactStore artifacts;

    @BeforeEach
    void open() throws IOException {
        artifacts = FileSystemArtifactStore.open(
                root.resolve("artifacts"), 1L << 30, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        bucket.has(IntStream.range(0, 50).boxed().collect(toMap(i -> "k" + i, i -> "content " + i)));
    }

    @Test
    void theFilesGoWhenTheyAreNotNeededAnyMore() throws Exception {
        var objects = bucket.list("", SOON);

        try (var fetched = fetch(4).fetch(bucket, objects, Optional.empty(), SOON);
                var content = fetched.open(objects.getFirst())) {
            assertThat(content.readAllBytes()).asString().isEqualTo("content 0");
        }

        assertThat(left()).isEmpty();
    }

    /** Every object waits until four are open, so fewer at once would never end. */
    @Test
    @Timeout(30)
    void asManyAsAllowedAreFetchedAtOnceAndNoMore() throws Exception {
        var objects = bucket.list("", SOON).subList(0, 40);
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        var four = new CyclicBarrier(4);

        fetch(4).fetch(
                        new Wrapped(bucket, content -> new Waiting(content, open, most, four)),
                        objects,
                        Optional.empty(),
                        SOON)
                .close();

        assertThat(most).hasValue(4);
    }

    /** The first bucket is held up until the second one is through. */
    @Test
    @Timeout(30)
    void aSlowBucketLeavesRoomForOthers() throws Exception {
        var objects = bucket.list("", SOON);
        var fetch = ScratchFetch.in(root.resolve("scratch"), artifacts, 2, 4);
        var reading = new CountDownLatch(2);
        var isThrough = new CountDownLatch(1);
        var slow = new Wrapped(bucket, content -> new HeldUp(content, reading, isThrough));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> fetch.fetch(slow, objects, Optional.empty(), SOON));
            reading.await();
            fetch.fetch(bucket, objects, Optional.empty(), SOON).close();
            isThrough.countDown();

            first.get().close();
        }
    }

    @Test
    @Timeout(30)
    void waitingForOthersEndsWithTheTime() throws Exception {
        var objects = bucket.list("", SOON);
        var fetch = fetch(1);
        var reading = new CountDownLatch(1);
        var isOver = new CountDownLatch(1);
        var slow = new Wrapped(bucket, content -> new HeldUp(content, reading, isOver));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> fetch.fetch(slow, objects, Optional.empty(), SOON));
            reading.await();
            assertThatThrownBy(() -> fetch.fetch(bucket, objects, Optional.empty(), Deadline.in(Duration.ofMillis(1))))
                    .isInstanceOf(FetchEndedException.class);
            isOver.countDown();

            first.get().close();
        }
    }

    private static final class HeldUp extends FilterInputStream {
        private final CountDownLatch reading;
        private final CountDownLatch until;

        HeldUp(InputStream content, CountDownLatch reading, CountDownLatch until) {
            super(content);
            this.reading = reading;
            this.until = until;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            reading.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return super.read(buffer, offset, length);
        }
    }

    private static final class Waiting extends FilterInputStream {
        private final AtomicInteger open;
        private final CyclicBarrier others;
        private boolean hasWaited;

        Waiting(InputStream content, AtomicInteger open, AtomicInteger most, CyclicBarrier others) {
            super(content);
            this.open = open;
            this.others = others;
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!hasWaited) {
                hasWaited = true;
                try {
                    others.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IOException(e);
                }
            }
            return super.read(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            open.decrementAndGet();
            super.close();
        }
    }

    @Test
    void theFirstFailureEndsTheFetchAndLeavesNothing() throws Exception {
        var objects = bucket.list("", SOON);
        var failing = new Wrapped(bucket, content -> new FilterInputStream(content) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("the connection broke");
            }
        });

        assertThatThrownBy(() -> fetch(4).fetch(failing, objects, Optional.empty(), SOON))
                .isInstanceOf(IOException.class)
                .hasMessage("the connection broke");
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAtStart() throws Exception {
        Files.createDirectories(root.resolve("scratch/fetch-1"));
        Files.writeString(root.resolve("scratch/fetch-1/0"), "left");
        Files.writeString(root.resolve("scratch/artifact-1.tar"), "left");

        fetch(4);

        assertThat(left()).isEmpty();
    }

    private ScratchFetch fetch(int atOnce) throws IOException {
        return ScratchFetch.in(root.resolve("scratch"), artifacts, atOnce, atOnce);
    }

    private List<Path> left() throws IOException {
        try (var files = Files.list(root.resolve("scratch"))) {
            return files.toList();
        }
    }

    /** A bucket whose contents are read through something. */
    private record Wrapped(ObjectStore store, UnaryOperator<InputStream> around) implements ObjectStore {
        @Override
        public List<ListedObject> list(String prefix, Deadline deadline) throws ObjectStoreException {
            return store.list(prefix, deadline);
        }

        @Override
        public InputStream open(ListedObject object, Deadline deadline) throws ObjectStoreException {
            return around.apply(store.open(object, deadline));
        }

        @Override
        public Optional<byte[]> find(String key, int limit, Deadline deadline) throws ObjectStoreException {
            return store.find(key, limit, deadline);
        }
    }
}
