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
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.cluster.UnaskedCluster;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReflectorTest {

    private static final Selection SELECTION =
            Selection.labelled(new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true), "owner");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ListedCluster cluster = new ListedCluster();
    private final View view = new View();
    private final Reflector reflector = new Reflector(cluster, SELECTION, view, timer);

    @AfterEach
    void stop() {
        reflector.close();
        timer.shutdownNow();
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

    private static ObjectNode object(String name, String version) {
        ObjectNode object = JSON.objectNode();
        object.put("kind", "ConfigMap").put("apiVersion", "v1");
        object.putObject("metadata").put("name", name).put("namespace", "ns").put("resourceVersion", version);
        return object;
    }

    private static final class View implements Reflector.Sink {
        private final Set<String> present = ConcurrentHashMap.newKeySet();

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            present.add(object.name());
        }

        @Override
        public void absent(ObjectRef object) {
            present.remove(object.name());
        }

        @Override
        public void refused(Selection selection, String why) {
            throw new AssertionError(why);
        }
    }

    /** Lists what it holds and hands out its watches to the test. */
    private static final class ListedCluster extends UnaskedCluster {
        private final Map<String, String> content = new ConcurrentHashMap<>();
        private final BlockingQueue<WatchListener> watches = new LinkedBlockingQueue<>();
        private volatile String lastVersion = "";
        private volatile int lists;
        private volatile boolean isAway;

        WatchListener nextWatch() throws InterruptedException {
            WatchListener listener = watches.poll(10, TimeUnit.SECONDS);
            assertThat(listener).as("a watch was started").isNotNull();
            return listener;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // Lists of one reflector come one at a time.
        public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
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
