package dev.capstan.apply.watch;

import static dev.capstan.apply.watch.RememberedCluster.CONFIG_MAP;
import static dev.capstan.apply.watch.RememberedCluster.OWNER;
import static dev.capstan.apply.watch.RememberedCluster.applied;
import static dev.capstan.apply.watch.RememberedCluster.changed;
import static dev.capstan.apply.watch.RememberedCluster.ref;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.apply.health.HealthRules;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagedObjectWatchTest {

    private static final Owner OTHER = Owner.kustomization("flux-system", "other");
    private static final ObjectRef A = ref("a");
    private static final Expectation AS_APPLIED = new Expectation(OWNER, "hash", List.of(), false, "main@sha1:1");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final RememberedCluster cluster = new RememberedCluster();
    private final Heard heard = new Heard();
    private final ManagedObjectWatch watch = ManagedObjectWatch.start(cluster, ApplyProfile.kustomize(), heard, CLOCK);

    @BeforeEach
    void look() {
        cluster.holds("10", applied("a", "u1", "9", "ours"));
        watch.ensureWatched(List.of(CONFIG_MAP), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void comparisonThatFindsEverythingAsRememberedChangesNothing() {
        assertThat(watch.compare(OWNER, List.of(A), patiently())).isEmpty();

        assertThat(watch.observe(A)).isInstanceOf(Observation.Present.class);
        assertThat(cluster.metadataLists()).containsExactly(Selection.ownedBy(CONFIG_MAP, OWNER));
    }

    @Test
    void comparisonDropsWhatIsNotThereAnyMore() {
        cluster.holds("20");

        watch.compare(OWNER, List.of(A), patiently());

        assertThat(watch.observe(A)).isInstanceOf(Observation.Unknown.class);
    }

    @Test
    void comparisonDropsWhatIsAnotherObjectOrAnotherVersion() {
        cluster.holds("20", applied("a", "u1", "15", "ours"));
        watch.compare(OWNER, List.of(A), patiently());
        assertThat(watch.observe(A)).isInstanceOf(Observation.Unknown.class);

        watch.asked(A, applied("a", "u1", "15", "ours"));
        assertThat(watch.observe(A)).isInstanceOf(Observation.Present.class);
        cluster.holds("20", applied("a", "u2", "15", "ours"));
        watch.compare(OWNER, List.of(A), patiently());
        assertThat(watch.observe(A)).isInstanceOf(Observation.Unknown.class);
    }

    @Test
    void comparisonKeepsWhatIsNewerThanTheList() {
        watch.writing(ref("new"));
        watch.settled(ref("new"), applied("new", "u9", "30", "ours"), AS_APPLIED);
        cluster.holds("20", applied("a", "u1", "9", "ours"));

        watch.compare(OWNER, List.of(A, ref("new")), patiently());

        assertThat(watch.observe(ref("new"))).isInstanceOf(Observation.Present.class);
    }

    @Test
    void comparisonCostsNothingForAnOwnerOfWhomNothingIsKnown() {
        assertThat(watch.compare(OTHER, List.of(A), patiently())).isEmpty();

        assertThat(cluster.metadataLists()).isEmpty();
    }

    @Test
    void objectWhoseFirstSightFailedIsAskedForAndTheNextOneIsSeen() throws Exception {
        HealthAssessor failing = (object, now) -> {
            if (object.path("metadata").path("name").asText().equals("odd")) {
                throw new StackOverflowError();
            }
            return HealthRules.flux().assess(object, now);
        };
        try (ManagedObjectWatch odd = ManagedObjectWatch.start(cluster, judging(failing), heard, CLOCK)) {
            cluster.nextWatch();
            odd.ensureWatched(List.of(CONFIG_MAP), Duration.ofSeconds(10));
            ClusterApi.WatchListener events = cluster.nextWatch();

            events.event("ADDED", applied("odd", "u2", "11", "ours"));
            events.event("ADDED", applied("even", "u3", "12", "ours"));

            assertThat(odd.observe(ref("odd"))).isInstanceOf(Observation.Unknown.class);
            assertThat(odd.observe(ref("even"))).isInstanceOf(Observation.Present.class);
            assertThat(odd.faults()).isEqualTo(1);
        }
    }

    private static ApplyProfile judging(HealthAssessor health) {
        ApplyProfile usual = ApplyProfile.kustomize();
        return new ApplyProfile(
                usual.labelPrefix(),
                usual.policy(),
                usual.fieldManager(),
                usual.overriddenManagers(),
                usual.keepsRestarts(),
                usual.takesKubectl(),
                usual.stages(),
                usual.order(),
                health);
    }

    @Test
    void whoMayNotListAsksForEachObject() {
        cluster.refuse(new ApiResult.Refused<>(403, "Forbidden", "may not list", List.of(), Optional.empty()));

        assertThat(watch.compare(OWNER, List.of(A), patiently())).isEmpty();

        assertThat(watch.observe(A)).isInstanceOf(Observation.Unknown.class);
    }

    @Test
    void comparisonWithAServerThatDoesNotAnswerSaysSo() {
        cluster.refuse(new ApiResult.Unreachable<>("connection refused"));

        assertThat(watch.compare(OWNER, List.of(A), patiently())).contains("connection refused");
    }

    @Test
    void differenceThatWasNotSeenAsAnEventIsFoundWhenTheObjectIsAskedFor() {
        watch.confirmed(A, present(A), AS_APPLIED);
        cluster.holds("20", changed("a", "u1", "15", "theirs"));
        watch.compare(OWNER, List.of(A), patiently());

        ObservedObject live = watch.asked(A, changed("a", "u1", "15", "theirs"));

        assertThat(watch.isAsApplied(live, AS_APPLIED)).isFalse();
    }

    @Test
    void whatAnotherOwnerLetsGoStaysAsItWasAppliedForThisOne() throws Exception {
        watch.writing(A);
        watch.settled(A, applied("a", "u1", "20", "ours"), AS_APPLIED);

        watch.released(A, OTHER);
        cluster.nextWatch().event("DELETED", applied("a", "u1", "21", "ours"));

        assertThat(heard.drifts).extracting(Drift::owner).containsExactly(OWNER);
    }

    @Test
    void objectThatAppearedAndVanishedWhileTheWatchWasDownIsKnownToBeGone() throws Exception {
        watch.writing(ref("moved"));
        watch.settled(ref("moved"), applied("moved", "u5", "20", "ours"), AS_APPLIED);
        ClusterApi.WatchListener events = cluster.nextWatch();
        events.event("BOOKMARK", applied("", "", "12", ""));
        cluster.holds("30", applied("a", "u1", "9", "ours"));

        events.ended(new ClusterApi.WatchEnd(true, Optional.empty()));
        cluster.nextWatch();

        assertThat(watch.observe(ref("moved"))).isInstanceOf(Observation.NotManaged.class);
        assertThat(heard.drifts)
                .extracting(Drift::id)
                .containsExactly(ref("moved").id());
    }

    @Test
    void nothingIsClaimedOfAKindThatMayNotBeWatched() {
        RememberedCluster closed = new RememberedCluster();
        closed.refuse(new ApiResult.Refused<>(403, "Forbidden", "may not list", List.of(), Optional.empty()));
        try (ManagedObjectWatch blind = ManagedObjectWatch.start(closed, ApplyProfile.kustomize(), heard, CLOCK)) {
            blind.ensureWatched(List.of(CONFIG_MAP), Duration.ofSeconds(10));
            blind.writing(A);
            blind.settled(A, applied("a", "u1", "20", "ours"), AS_APPLIED);

            assertThat(blind.observe(A)).isInstanceOf(Observation.Unknown.class);
        }
    }

    @Test
    void watchOfOneNamespaceListsAndComparesThereOnly() {
        try (ManagedObjectWatch limited = limitedTo("ns")) {
            limited.ensureWatched(List.of(CONFIG_MAP), Duration.ofSeconds(10));
            limited.compare(OWNER, List.of(A), patiently());

            assertThat(limited.observe(A)).isInstanceOf(Observation.Present.class);
            assertThat(cluster.lists())
                    .last()
                    .isEqualTo(Selection.labelled(CONFIG_MAP, OWNER.nameLabel()).in("ns"));
            assertThat(cluster.metadataLists())
                    .containsExactly(Selection.ownedBy(CONFIG_MAP, OWNER).in("ns"));
        }
    }

    @Test
    void watchOfOneNamespaceClaimsNothingOfObjectsElsewhere() {
        cluster.holds("10");
        try (ManagedObjectWatch limited = limitedTo("other")) {
            limited.writing(A);
            limited.settled(A, applied("a", "u1", "9", "ours"), AS_APPLIED);
            limited.ensureWatched(List.of(CONFIG_MAP), Duration.ofSeconds(10));

            assertThat(limited.observe(A)).isInstanceOf(Observation.Unknown.class);
            assertThat(limited.observe(ref("b"))).isInstanceOf(Observation.Unknown.class);
            assertThat(limited.isAsApplied(limited.asked(A, applied("a", "u1", "9", "ours")), AS_APPLIED))
                    .isTrue();
            limited.released(A, OWNER);
            assertThat(limited.size()).isZero();
        }
        assertThat(heard.drifts).isEmpty();
        assertThat(heard.vanished).isEmpty();
    }

    @Test
    void watchOfOneNamespaceListsNoKindWithoutNamespaces() {
        int before = cluster.lists().size();
        var clusterRole =
                new ResourceType(ResourceKind.of("rbac.authorization.k8s.io/v1", "ClusterRole"), "clusterroles", false);
        try (ManagedObjectWatch limited = limitedTo("ns")) {
            limited.ensureWatched(List.of(clusterRole), Duration.ofSeconds(10));

            assertThat(limited.observe(new ObjectRef(clusterRole, "", "admin")))
                    .isInstanceOf(Observation.Unknown.class);
        }
        assertThat(cluster.lists()).hasSize(before);
    }

    private ManagedObjectWatch limitedTo(String namespace) {
        return ManagedObjectWatch.start(cluster, ApplyProfile.kustomize(), namespace, heard, CLOCK);
    }

    @Test
    void versionsThatCannotBeComparedAreNotRelied() throws Exception {
        watch.writing(ref("odd"));
        ClusterApi.WatchListener events = cluster.nextWatch();
        events.event("ADDED", applied("odd", "u7", "abc", "ours"));
        events.event("DELETED", applied("odd", "u7", "xyz", "ours"));

        watch.settled(ref("odd"), applied("odd", "u7", "abc", "ours"), AS_APPLIED);

        assertThat(watch.observe(ref("odd"))).isInstanceOf(Observation.Unknown.class);
        assertThat(heard.drifts).hasSize(1);
    }

    @Test
    void versionsThatCannotBeComparedCostNothingWhenOnlyOurWriteWasSeen() throws Exception {
        watch.writing(ref("odd"));
        cluster.nextWatch().event("ADDED", applied("odd", "u7", "abc", "ours"));

        watch.settled(ref("odd"), applied("odd", "u7", "abc", "ours"), AS_APPLIED);

        assertThat(watch.observe(ref("odd"))).isInstanceOf(Observation.Present.class);
        assertThat(heard.drifts).isEmpty();
    }

    @Test
    void clusterThatWentBackToAnEarlierStateIsBelieved() throws Exception {
        watch.writing(A);
        watch.settled(A, applied("a", "u1", "50", "ours"), AS_APPLIED);
        ClusterApi.WatchListener events = cluster.nextWatch();
        events.event("MODIFIED", applied("a", "u1", "50", "ours"));
        cluster.holds("20", changed("a", "u1", "15", "theirs"));

        events.ended(new ClusterApi.WatchEnd(true, Optional.empty()));
        cluster.nextWatch();

        assertThat(present(A).resourceVersion()).isEqualTo("15");
        assertThat(watch.isAsApplied(present(A), AS_APPLIED)).isFalse();
    }

    @Test
    void jobThatFinishedAndWasRemovedByItsTimeToLiveIsNoDrift() throws Exception {
        ClusterApi.WatchListener events = cluster.nextWatch();
        applyJob(events, "20");

        events.event("MODIFIED", job("21", true));
        events.event("DELETED", job("22", true));

        assertThat(heard.drifts).isEmpty();
        assertThat(heard.vanished).isEmpty();
        assertThat(heard.expired).containsExactly(A.id());
        assertThat(watch.hasExpired(A, AS_APPLIED)).isTrue();
        assertThat(watch.hasExpired(A, new Expectation(OWNER, "hash", List.of(), false, "main@sha1:2")))
                .isFalse();
    }

    @Test
    void jobThatWasGoneBeforeTheAnswerToItsCreationIsNoDriftEither() throws Exception {
        ClusterApi.WatchListener events = cluster.nextWatch();
        watch.writing(A);
        events.event("MODIFIED", job("20", true));
        events.event("DELETED", job("21", true));

        watch.settled(A, job("19", false), AS_APPLIED);

        assertThat(heard.drifts).isEmpty();
        assertThat(watch.hasExpired(A, AS_APPLIED)).isTrue();
    }

    @Test
    void jobThatSomebodyDeletesBeforeItFinishedIsADrift() throws Exception {
        ClusterApi.WatchListener events = cluster.nextWatch();
        applyJob(events, "20");

        events.event("DELETED", job("22", false));

        assertThat(heard.drifts).extracting(Drift::kind).containsExactly(Drift.Kind.DELETED);
        assertThat(watch.hasExpired(A, AS_APPLIED)).isFalse();
    }

    /** It left its set, and the brake of pruning holds it until somebody says so on the object. */
    @Test
    void permissionToDeleteWhatIsKeptIsReported() throws Exception {
        ClusterApi.WatchListener events = cluster.nextWatch();
        watch.released(A, OWNER);

        events.event("MODIFIED", annotated("21", "note", "any"));
        events.event("MODIFIED", annotated("22", "capstan.dev/prune", "allowed"));
        events.event("MODIFIED", annotated("23", "capstan.dev/prune", "allowed"));

        assertThat(heard.remnants).containsExactly(A.id());
    }

    @Test
    void whatIsWantedIsNoRemnantWhateverItsAnnotations() throws Exception {
        ClusterApi.WatchListener events = cluster.nextWatch();
        watch.writing(A);
        watch.settled(A, applied("a", "u1", "20", "ours"), AS_APPLIED);

        events.event("MODIFIED", annotated("21", "capstan.dev/prune", "allowed"));

        assertThat(heard.remnants).isEmpty();
    }

    private static ObjectNode annotated(String version, String key, String value) {
        ObjectNode object = applied("a", "u1", version, "ours");
        object.withObject("/metadata/annotations").put(key, value);
        return object;
    }

    private void applyJob(ClusterApi.WatchListener events, String version) {
        watch.writing(A);
        watch.settled(A, job(version, false), AS_APPLIED);
        events.event("MODIFIED", job(version, false));
    }

    private static ObjectNode job(String version, boolean isComplete) {
        ObjectNode job = applied("a", "u1", version, "ours");
        job.put("apiVersion", "batch/v1").put("kind", "Job");
        job.putObject("spec").put("ttlSecondsAfterFinished", 0);
        if (isComplete) {
            job.putObject("status")
                    .putArray("conditions")
                    .addObject()
                    .put("type", "Complete")
                    .put("status", "True");
        }
        return job;
    }

    @Test
    void deletionsThatComeAgainAndAgainAreReportedMoreAndMoreRarely() throws Exception {
        ClusterApi.WatchListener events = cluster.nextWatch();

        IntStream.range(0, 40).forEach(i -> {
            watch.writing(A);
            watch.settled(A, applied("a", "u" + i, String.valueOf(100 + 2 * i), "ours"), AS_APPLIED);
            events.event("DELETED", applied("a", "u" + i, String.valueOf(101 + 2 * i), "ours"));
        });

        assertThat(heard.drifts).hasSize(10);
        assertThat(heard.vanished).isEmpty();
    }

    @Test
    void deletionOfAnObjectWithAnOwnerSaysWhoProbablyDidIt() throws Exception {
        watch.confirmed(A, present(A), AS_APPLIED);
        ObjectNode last = applied("a", "u1", "21", "ours");
        last.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("kind", "Deployment")
                .put("name", "web");

        cluster.nextWatch().event("DELETED", last);

        assertThat(heard.drifts)
                .singleElement()
                .extracting(Drift::message)
                .asString()
                .startsWith("ConfigMap/ns/a was deleted (its metadata.ownerReferences name Deployment/web, ");
    }

    @Test
    void oneListenerThatThrowsDoesNotEndTheWatch() throws Exception {
        heard.fault = Optional.of(new IllegalStateException("a bug"));
        watch.confirmed(A, present(A), AS_APPLIED);
        ClusterApi.WatchListener events = cluster.nextWatch();
        events.event("DELETED", applied("a", "u1", "21", "ours"));
        events.event("DELETED", applied("b", "u2", "22", "ours"));

        events.event("ADDED", applied("c", "u3", "23", "ours"));

        assertThat(watch.observe(ref("c"))).isInstanceOf(Observation.Present.class);
        assertThat(heard.faults).hasSize(1);
        assertThat(watch.faults()).isEqualTo(1);
    }

    private ObservedObject present(ObjectRef object) {
        assertThat(watch.observe(object)).isInstanceOf(Observation.Present.class);
        return ((Observation.Present) watch.observe(object)).object();
    }

    private PatientCluster patiently() {
        return new PatientCluster(cluster, CLOCK, Duration.ZERO, new Cancellation());
    }

    private static final class Heard implements ManagedObjectListener {
        private final List<Drift> drifts = new CopyOnWriteArrayList<>();
        private final List<ObjectId> vanished = new CopyOnWriteArrayList<>();
        private final List<ObjectId> remnants = new CopyOnWriteArrayList<>();
        private final List<ObjectId> expired = new CopyOnWriteArrayList<>();
        private final List<Throwable> faults = new CopyOnWriteArrayList<>();
        private volatile Optional<RuntimeException> fault = Optional.empty();

        @Override
        public void drifted(Drift drift) {
            drifts.add(drift);
            fault.ifPresent(bug -> {
                throw bug;
            });
        }

        @Override
        public void vanished(Owner owner, ObjectId id) {
            vanished.add(id);
        }

        @Override
        public void remnantChanged(Owner owner, ObjectId id) {
            remnants.add(id);
        }

        @Override
        public void expired(Owner owner, ObjectId id) {
            expired.add(id);
        }

        @Override
        public void failed(String what, Throwable bug) {
            faults.add(bug);
        }
    }
}
