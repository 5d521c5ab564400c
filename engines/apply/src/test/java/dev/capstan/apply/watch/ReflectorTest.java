package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.cluster.UnaskedCluster;
import dev.capstan.apply.drift.Drift;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReflectorTest {

    private static final Selection SELECTION =
            Selection.labelled(new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true), "owner");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final ImpatientTimer timer = new ImpatientTimer(new FaultLog(new ManagedObjectListener() {
        @Override
        public void drifted(Drift drift) {
            throw new AssertionError(drift);
        }

        @Override
        public void failed(String what, Throwable fault) {
            faults.add(fault);
        }
    }));
    private final ListedCluster cluster = new ListedCluster();
    private final View view = new View();
    private final Reflector reflector = new Reflector(cluster, SELECTION, view, timer);

    @AfterEach
    void stop() {
        reflector.close();
        timer.close();
    }

    @Test
    void clusterThatWentBackIsSaidBeforeItsObjects() throws Exception {
        reflector.start();
        ClusterApi.WatchListener watch = cluster.nextWatch();
        watch.event("ADDED", object("a", "17"));

        watch.ended(new ClusterApi.WatchEnd(true, Optional.empty()));

        cluster.nextWatch();
        assertThat(view.wentBack).isEqualTo(1);
    }

    @Test
    void f115_listsAgainWhenItsPlaceHasExpiredAndSeesWhatHappenedInTheGap() throws Exception {
        cluster.content.putAll(Map.of("stays", "1", "goes", "2"));
        reflector.start();
        ClusterApi.WatchListener first = cluster.nextWatch();
        cluster.content.remove("goes");
        cluster.content.put("came", "3");

        first.ended(new ClusterApi.WatchEnd(true, Optional.empty()));

        cluster.nextWatch();
        assertThat(view.present).containsExactlyInAnyOrder("stays", "came");
        assertThat(reflector.isInSync()).isTrue();
    }

    @Test
    void goesOnFromTheLastVersionWhenAWatchSimplyEnds() throws Exception {
        reflector.start();
        ClusterApi.WatchListener first = cluster.nextWatch();
        first.event("ADDED", object("a", "17"));
        first.event("BOOKMARK", object("", "21"));

        first.ended(new ClusterApi.WatchEnd(false, Optional.empty()));

        cluster.nextWatch();
        assertThat(cluster.lastVersion).isEqualTo("21");
        assertThat(cluster.lists).isEqualTo(1);
    }

    @Test
    void doesNotClaimToKnowWhatIsAbsentWhileTheServerIsAway() throws Exception {
        cluster.content.put("a", "1");
        reflector.start();
        ClusterApi.WatchListener first = cluster.nextWatch();
        cluster.isAway = true;

        first.ended(new ClusterApi.WatchEnd(false, Optional.of(new ApiResult.Unreachable<>("connection reset"))));

        assertThat(reflector.isInSync()).isFalse();
        assertThat(view.present).containsExactly("a");
        cluster.isAway = false;
        cluster.nextWatch();
        await().until(reflector::isInSync);
    }

    @Test
    void y045_skipsNothingElseWhenOneObjectIsOdd() throws Exception {
        reflector.start();
        ClusterApi.WatchListener watch = cluster.nextWatch();
        ObjectNode odd = object("odd", "5");
        odd.put("metadata", "not an object");

        watch.event("ADDED", odd);
        watch.event("ADDED", object("fine", "6"));

        assertThat(view.present).contains("fine");
    }

    static Stream<Arguments> watchesThatEndAtOnce() {
        return Stream.of(
                Arguments.of("an empty answer", new ClusterApi.WatchEnd(false, Optional.empty())),
                Arguments.of("an expired place", new ClusterApi.WatchEnd(true, Optional.empty())),
                Arguments.of("an overloaded server", refused(429, "Too many requests, please try again later.")),
                Arguments.of("a proxy that is alone", refused(502, "<html>Bad Gateway</html>")),
                Arguments.of("a watch that is forbidden", refused(403, "may not watch")));
    }

    private static ClusterApi.WatchEnd refused(int code, String message) {
        return new ClusterApi.WatchEnd(
                false, Optional.of(new ApiResult.Refused<>(code, "", message, List.of(), Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("watchesThatEndAtOnce")
    void pausesGrowWhileWatchesEndAtOnce(String what, ClusterApi.WatchEnd end) throws Exception {
        reflector.start();

        for (int i = 0; i < 9; i++) {
            cluster.nextWatch().ended(end);
        }
        cluster.nextWatch();

        List<Duration> pauses = timer.pauses();
        assertThat(pauses).hasSize(9);
        for (int i = 0; i < 9; i++) {
            long least = Math.min(30_000, 200L << i);
            assertThat(pauses.get(i).toMillis()).isBetween(least, least * 3 / 2);
        }
        assertThat(cluster.lists).isLessThanOrEqualTo(10);
    }

    @Test
    void watchThatLivedMakesPausesShortAgain() throws Exception {
        reflector.start();
        for (int i = 0; i < 5; i++) {
            cluster.nextWatch().ended(refused(429, "later"));
        }

        ClusterApi.WatchListener alive = cluster.nextWatch();
        alive.event("ADDED", object("a", "17"));
        alive.ended(refused(429, "later"));

        cluster.nextWatch();
        assertThat(timer.pauses().getLast()).isLessThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void serverThatSaysWhenToComeBackIsObeyed() throws Exception {
        reflector.start();

        cluster.nextWatch()
                .ended(new ClusterApi.WatchEnd(
                        false,
                        Optional.of(new ApiResult.Refused<>(
                                429, "", "later", List.of(), Optional.of(Duration.ofSeconds(7))))));

        cluster.nextWatch();
        assertThat(timer.pauses().getFirst()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(10_500));
    }

    @Test
    void refusalIsSaidOnceThoughTheListIsAllowed() throws Exception {
        reflector.start();
        for (int i = 0; i < 4; i++) {
            cluster.nextWatch().ended(refused(403, "may not watch"));
        }
        cluster.nextWatch();

        assertThat(view.refusals).containsExactly("may not watch");
    }

    @Test
    void nothingIsAbsentForSureWhileTheWatchIsRefused() throws Exception {
        reflector.start();
        ClusterApi.WatchListener watch = cluster.nextWatch();
        cluster.isAway = true;

        watch.ended(refused(403, "may not watch"));

        assertThat(reflector.isInSync()).isFalse();
    }

    @Test
    void sinkThatThrowsDoesNotEndTheWatch() throws Exception {
        view.broken = Set.of("bad");
        cluster.content.put("bad", "1");
        reflector.start();
        ClusterApi.WatchListener watch = cluster.nextWatch();

        watch.event("MODIFIED", object("bad", "17"));
        watch.event("ADDED", object("good", "18"));

        assertThat(view.present).containsExactly("good");
        assertThat(faults).hasSize(1);
    }

    @Test
    void listThatThrowsIsTriedAgain() throws Exception {
        cluster.fault = Optional.of(new IllegalStateException("a bug"));
        reflector.start();
        await().until(() -> !faults.isEmpty());

        cluster.fault = Optional.empty();

        cluster.nextWatch();
        await().until(reflector::isInSync);
    }

    @Test
    void eventsOfAWatchThatWasReplacedDoNotCount() throws Exception {
        reflector.start();
        ClusterApi.WatchListener first = cluster.nextWatch();
        first.event("ADDED", object("a", "17"));
        first.ended(new ClusterApi.WatchEnd(true, Optional.empty()));
        cluster.nextWatch();

        first.event("ADDED", object("late", "16"));
        first.ended(new ClusterApi.WatchEnd(true, Optional.empty()));

        assertThat(view.present).doesNotContain("late");
        assertThat(cluster.lists).isEqualTo(2);
    }

    private static ObjectNode object(String name, String version) {
        ObjectNode object = JSON.objectNode();
        object.put("kind", "ConfigMap").put("apiVersion", "v1");
        object.putObject("metadata").put("name", name).put("namespace", "ns").put("resourceVersion", version);
        return object;
    }

    private static final class View implements Reflector.Sink {
        private final Set<String> present = ConcurrentHashMap.newKeySet();
        private final List<String> refusals = new CopyOnWriteArrayList<>();
        private volatile Set<String> broken = Set.of();
        private volatile int wentBack;

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            if (broken.contains(object.name())) {
                throw new IllegalStateException("a bug");
            }
            present.add(object.name());
        }

        @Override
        public void deleted(ObjectRef object, ResourceVersion at, ObjectNode last) {
            present.remove(object.name());
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            present.retainAll(objects.stream().map(ObjectRef::name).toList());
        }

        @Override
        public void wentBack() {
            wentBack++;
        }

        @Override
        public void refused(Selection selection, ApiResult.Refused<?> refusal) {
            refusals.add(refusal.message());
        }
    }

    /** Lists what it holds and hands out its watches to the test. */
    private static final class ListedCluster extends UnaskedCluster {
        private final Map<String, String> content = new ConcurrentHashMap<>();
        private final BlockingQueue<WatchListener> watches = new LinkedBlockingQueue<>();
        private volatile String lastVersion = "";
        private volatile int lists;
        private volatile boolean isAway;
        private volatile Optional<RuntimeException> fault = Optional.empty();

        WatchListener nextWatch() throws InterruptedException {
            WatchListener listener = watches.poll(10, TimeUnit.SECONDS);
            assertThat(listener).as("a watch was started").isNotNull();
            return listener;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // Lists of one reflector come one at a time.
        public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
            fault.ifPresent(bug -> {
                throw bug;
            });
            if (isAway) {
                return new ApiResult.Unreachable<>("connection refused");
            }
            lists++;
            ObjectNode list = JSON.objectNode();
            list.putObject("metadata").put("resourceVersion", "10");
            ArrayNode items = list.putArray("items");
            content.forEach((name, version) -> items.add(object(name, version)));
            return new ApiResult.Ok<>(list, false);
        }

        @Override
        public Subscription watch(Selection selection, String resourceVersion, WatchListener listener) {
            lastVersion = resourceVersion;
            watches.add(listener);
            return () -> {};
        }
    }
}
