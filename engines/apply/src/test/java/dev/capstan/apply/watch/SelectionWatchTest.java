package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectionWatchTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Selection ALL = new Selection(RememberedCluster.CONFIG_MAP, "", "", "");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final ObjectWatches watches = new ObjectWatches((what, fault) -> faults.add(fault));
    private final RememberedCluster cluster = new RememberedCluster();

    @AfterEach
    void stop() {
        watches.close();
    }

    @Test
    void tellsWhatIsThereAndThenWhatChanges() throws Exception {
        cluster.holds("10", RememberedCluster.changed("a", "u1", "7", "blue"));
        try (SelectionWatch watch = watches.openAll(cluster, ALL, new Heard())) {
            assertThat(watch.isSyncedWithin(LONG)).isTrue();
            ClusterApi.WatchListener events = cluster.nextWatch();

            events.event("ADDED", RememberedCluster.changed("b", "u2", "11", "red"));
            events.event("MODIFIED", RememberedCluster.changed("a", "u1", "12", "green"));
            events.event("DELETED", RememberedCluster.changed("b", "u2", "13", "red"));

            assertThat(heard)
                    .containsExactly(
                            "a is blue", "1 listed as of 10", "b is red", "a is green", "b was red, gone at 13");
            assertThat(watch.isInSync()).isTrue();
            assertThat(watch.seen()).isEqualTo(new ResourceVersion("13"));
        }
    }

    @Test
    void refusalIsToldAndNothingIsKnown() {
        cluster.refuse(new ApiResult.Refused<>(403, "Forbidden", "may not list", List.of(), Optional.empty()));
        try (SelectionWatch watch = watches.openAll(cluster, ALL, new Heard())) {
            assertThat(watch.isSyncedWithin(LONG)).isFalse();
            assertThat(watch.isInSync()).isFalse();
            assertThat(heard).containsExactly("refused: may not list");
        }
    }

    @Test
    void listenerThatThrowsEndsNothing() throws Exception {
        cluster.holds("10", RememberedCluster.changed("bad", "u1", "7", "blue"));
        try (SelectionWatch watch = watches.openAll(cluster, ALL, new Heard())) {
            assertThat(watch.isSyncedWithin(LONG)).isTrue();

            cluster.nextWatch().event("ADDED", RememberedCluster.changed("good", "u2", "11", "red"));

            assertThat(heard).containsExactly("1 listed as of 10", "good is red");
            assertThat(faults).hasSize(1);
        }
    }

    private final class Heard implements SelectionWatch.Listener {

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            if (object.name().equals("bad")) {
                throw new IllegalStateException("a bug");
            }
            heard.add(object.name() + " is " + content.at("/data/k").asText());
        }

        @Override
        public void gone(ObjectRef object, ResourceVersion at, ObjectNode last) {
            heard.add(object.name() + " was " + last.at("/data/k").asText() + ", gone at " + at);
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            heard.add(objects.size() + " listed as of " + asOf);
        }

        @Override
        public void wentBack() {
            heard.add("went back");
        }

        @Override
        public void refused(ApiResult.Refused<?> refusal) {
            heard.add("refused: " + refusal.message());
        }
    }
}
