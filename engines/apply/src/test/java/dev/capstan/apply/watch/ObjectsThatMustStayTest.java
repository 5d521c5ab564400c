package dev.capstan.apply.watch;

import static dev.capstan.apply.watch.RememberedCluster.changed;
import static dev.capstan.apply.watch.RememberedCluster.ref;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ClusterApi.WatchListener;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.health.HealthStatus;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wait for an object that nobody would make anew ends when the object does. */
class ObjectsThatMustStayTest {

    private static final ObjectRef HOOK = ref("hook");
    private static final HealthAssessor DONE_WHEN_RED =
            (object, _) -> object.at("/data/k").asText().equals("red")
                    ? Health.current("it is red")
                    : Health.inProgress("NotRed", "it is not red yet");

    private final RememberedCluster cluster = new RememberedCluster();
    private final ManagedObjectWatch watch =
            ManagedObjectWatch.start(cluster, ApplyProfile.helm(), new NobodyListens(), Clock.systemUTC());

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void oneThatIsDeletedBeforeItIsDoneHasFailed() throws Exception {
        cluster.holds("10", hook("9", "blue"));
        HealthWait wait = await(Set.of(HOOK.id()));
        WatchListener events = cluster.nextWatch();

        events.event("DELETED", hook("11", "blue"));

        assertThat(outcome(wait))
                .isInstanceOfSatisfying(
                        HealthOutcome.Unhealthy.class,
                        unhealthy -> assertThat(unhealthy.failed())
                                .singleElement()
                                .satisfies(object ->
                                        assertThat(object.health().status()).isEqualTo(HealthStatus.FAILED))
                                .satisfies(object -> assertThat(object.health().message())
                                        .contains("deleted while it was waited for")));
    }

    /** Whoever deletes it when it is done may be faster than the event that says so. */
    @Test
    void oneThatWasDoneInTheEndIsDone() throws Exception {
        cluster.holds("10", hook("9", "blue"));
        HealthWait wait = await(Set.of(HOOK.id()));
        WatchListener events = cluster.nextWatch();

        events.event("DELETED", hook("11", "red"));

        assertThat(outcome(wait)).isInstanceOf(HealthOutcome.Healthy.class);
    }

    @Test
    void oneThatWasDeletedBeforeTheFirstLookHasFailed() throws Exception {
        cluster.holds("10");

        assertThat(outcome(await(Set.of(HOOK.id())))).isInstanceOf(HealthOutcome.Unhealthy.class);
    }

    @Test
    void anyOtherIsWaitedForUntilItIsThereAgain() throws Exception {
        cluster.holds("10", hook("9", "blue"));
        HealthWait wait = await(Set.of());
        WatchListener events = cluster.nextWatch();

        events.event("DELETED", hook("11", "red"));
        assertThat(wait.pending())
                .singleElement()
                .satisfies(object -> assertThat(object.health().status()).isEqualTo(HealthStatus.NOT_FOUND));
        events.event("ADDED", hook("12", "red"));

        assertThat(outcome(wait)).isInstanceOf(HealthOutcome.Healthy.class);
    }

    private HealthWait await(Set<ObjectId> mustStay) {
        return watch.awaitHealth(new HealthWaitRequest(
                Set.of(HOOK), Duration.ofMinutes(1), true, Map.of(HOOK.id(), DONE_WHEN_RED), Set.of(), mustStay));
    }

    private static HealthOutcome outcome(HealthWait wait) throws Exception {
        return wait.outcome().toCompletableFuture().get(10, SECONDS);
    }

    private static ObjectNode hook(String version, String value) {
        return changed("hook", "u1", version, value);
    }

    private static final class NobodyListens implements ManagedObjectListener {
        @Override
        public void drifted(Drift drift) {
            throw new AssertionError("nothing is managed here: " + List.of(drift));
        }
    }
}
