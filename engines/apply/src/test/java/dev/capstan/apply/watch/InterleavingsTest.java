package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.profile.ApplyProfile;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens to one object comes to us on two ways, the answers to our own writes and the watch, and the watch may
 * break and list at any moment. Whatever overtakes what, in the end we know how the object is, and what is not as it
 * was applied was reported.
 */
class InterleavingsTest {

    private static final ObjectRef OBJECT = RememberedCluster.ref("victim");

    /** What can happen to the object. */
    private enum Deed {
        WE_APPLY,
        SOMEBODY_DELETES,
        SOMEBODY_MAKES_IT_ANEW,
        SOMEBODY_CHANGES_IT
    }

    /** The object after a deed. */
    private record State(Deed deed, Optional<ObjectNode> object, ObjectNode event, String type, String version) {}

    /** What reaches us next. */
    private sealed interface Arrival {}

    private record Begin(int deed) implements Arrival {}

    private record Answer(int deed) implements Arrival {}

    private record Event(int deed) implements Arrival {}

    /** The watch broke; a list shows how it is after that deed. */
    private record Relist(int deed) implements Arrival {}

    static Stream<List<Deed>> histories() {
        List<List<Deed>> histories = new ArrayList<>();
        grow(List.of(), false, histories);
        return histories.stream();
    }

    private static void grow(List<Deed> before, boolean isThere, List<List<Deed>> histories) {
        if (before.contains(Deed.WE_APPLY)) {
            histories.add(before);
        }
        if (before.size() == 4) {
            return;
        }
        for (Deed deed : Deed.values()) {
            boolean needsIt = deed == Deed.SOMEBODY_DELETES || deed == Deed.SOMEBODY_CHANGES_IT;
            boolean isPossible = needsIt == isThere || deed == Deed.WE_APPLY;
            if (isPossible) {
                List<Deed> next = new ArrayList<>(before);
                next.add(deed);
                grow(next, deed != Deed.SOMEBODY_DELETES, histories);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void endsRightInEveryOrder(List<Deed> history) throws Exception {
        List<State> states = states(history);
        for (List<Arrival> order : orders(history)) {
            endsRight(states, order);
        }
    }

    private static List<State> states(List<Deed> history) {
        List<State> states = new ArrayList<>();
        Optional<ObjectNode> live = Optional.empty();
        String uid = "";
        for (int i = 0; i < history.size(); i++) {
            Deed deed = history.get(i);
            String version = String.valueOf(11 + i);
            uid = live.isEmpty() ? "uid-" + i : uid;
            String type = live.isEmpty() ? "ADDED" : deed == Deed.SOMEBODY_DELETES ? "DELETED" : "MODIFIED";
            ObjectNode now = deed == Deed.WE_APPLY
                    ? RememberedCluster.applied("victim", uid, version, "ours")
                    : RememberedCluster.changed("victim", uid, version, "theirs-" + i);
            live = deed == Deed.SOMEBODY_DELETES ? Optional.empty() : Optional.of(now);
            states.add(new State(deed, live, now, type, version));
        }
        return states;
    }

    /** Every order in which what we do and what the watch shows can reach us. */
    private static List<List<Arrival>> orders(List<Deed> history) {
        List<Arrival> ours = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i) == Deed.WE_APPLY) {
                ours.add(new Begin(i));
                ours.add(new Answer(i));
            }
        }
        List<List<Arrival>> orders = new ArrayList<>();
        for (List<Arrival> watched : watched(history.size())) {
            merge(List.of(), ours, watched, orders);
        }
        return orders;
    }

    /** Every way in which the watch can show the deeds: as events, or some of them by a list. */
    private static List<List<Arrival>> watched(int deeds) {
        List<List<Arrival>> ways = new ArrayList<>();
        List<Arrival> events =
                new ArrayList<>(IntStream.range(0, deeds).mapToObj(Event::new).toList());
        ways.add(events);
        for (int from = 0; from <= deeds; from++) {
            for (int to = from - 1; to < deeds; to++) {
                List<Arrival> way = new ArrayList<>(events.subList(0, from));
                way.add(new Relist(to));
                way.addAll(events.subList(to + 1, deeds));
                ways.add(way);
            }
        }
        return ways;
    }

    private static void merge(
            List<Arrival> before, List<Arrival> ours, List<Arrival> watched, List<List<Arrival>> orders) {
        if (ours.isEmpty() && watched.isEmpty()) {
            orders.add(before);
        }
        if (!ours.isEmpty()) {
            merge(with(before, ours.getFirst()), ours.subList(1, ours.size()), watched, orders);
        }
        // Nobody sees a write that has not begun.
        if (!watched.isEmpty()
                && ours.stream().noneMatch(it -> it instanceof Begin(int deed) && shows(watched, deed))) {
            merge(with(before, watched.getFirst()), ours, watched.subList(1, watched.size()), orders);
        }
    }

    private static boolean shows(List<Arrival> watched, int deed) {
        return switch (watched.getFirst()) {
            case Event event -> event.deed() >= deed;
            case Relist list -> list.deed() >= deed;
            case Begin _, Answer _ -> false;
        };
    }

    private static List<Arrival> with(List<Arrival> before, Arrival next) {
        List<Arrival> all = new ArrayList<>(before);
        all.add(next);
        return all;
    }

    private static void endsRight(List<State> states, List<Arrival> order) throws Exception {
        RememberedCluster cluster = new RememberedCluster();
        List<Drift> drifts = new CopyOnWriteArrayList<>();
        try (ManagedObjectWatch watch =
                ManagedObjectWatch.start(cluster, ApplyProfile.kustomize(), drifts::add, Clock.systemUTC())) {
            watch.ensureWatched(List.of(RememberedCluster.CONFIG_MAP), Duration.ofSeconds(10));
            ClusterApi.WatchListener events = cluster.nextWatch();
            // So that it counts as a watch that lived.
            events.event("BOOKMARK", RememberedCluster.applied("", "", "10.5", ""));
            for (Arrival arrival : order) {
                switch (arrival) {
                    case Begin _ -> watch.writing(OBJECT);
                    case Answer(int deed) ->
                        watch.settled(OBJECT, states.get(deed).event().deepCopy(), expectation(deed));
                    case Event(int deed) ->
                        events.event(
                                states.get(deed).type(),
                                states.get(deed).event().deepCopy());
                    case Relist(int deed) -> {
                        if (deed < 0) {
                            cluster.holds("10");
                        } else {
                            cluster.holds(
                                    states.get(deed).version(),
                                    states.get(deed).object().stream().toArray(ObjectNode[]::new));
                        }
                        events.ended(new ClusterApi.WatchEnd(true, Optional.empty()));
                        events = cluster.nextWatch();
                        events.event("BOOKMARK", RememberedCluster.applied("", "", "0" + deed, ""));
                    }
                }
            }

            assertThat(known(watch)).as("known after %s", order).isEqualTo(truth(states.getLast()));
            boolean isAsApplied = states.getLast().deed() == Deed.WE_APPLY;
            assertThat(isAsApplied(watch, states))
                    .as("as applied after %s", order)
                    .isEqualTo(isAsApplied);
            if (!isAsApplied) {
                assertThat(drifts).as("reported after %s", order).isNotEmpty();
            } else if (states.stream().allMatch(state -> state.deed() == Deed.WE_APPLY)) {
                assertThat(drifts).as("reported after %s", order).isEmpty();
            }
        }
    }

    private static String truth(State last) {
        return last.object()
                .map(object -> "there at "
                        + object.path("metadata").path("resourceVersion").asText())
                .orElse("not there");
    }

    private static String known(ManagedObjectWatch watch) {
        return switch (watch.observe(OBJECT)) {
            case Observation.Present(var object) -> "there at " + object.resourceVersion();
            case Observation.NotManaged _ -> "not there";
            case Observation.Unknown _ -> "unknown";
        };
    }

    private static boolean isAsApplied(ManagedObjectWatch watch, List<State> states) {
        int last = IntStream.range(0, states.size())
                .filter(i -> states.get(i).deed() == Deed.WE_APPLY)
                .max()
                .orElseThrow();
        return watch.observe(OBJECT) instanceof Observation.Present(var object)
                && watch.isAsApplied(object, expectation(last));
    }

    private static Expectation expectation(int deed) {
        return new Expectation(RememberedCluster.OWNER, "manifest", List.of(), false, "main@sha1:" + deed);
    }
}
