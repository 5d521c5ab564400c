package dev.capstan.e2e.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes up points. The same seed gives the same points.
 *
 * @param seed where chance comes from
 * @param hasMoves whether objects move from one Kustomization to another
 */
record PointPlans(long seed, boolean hasMoves) {
    private static final int EDITS_AT_MOST = 5;

    /** How often each fault comes up. Those that cost most time are rare: a new leader waits for the old Lease to end. */
    private static final Map<Fault.Target, Integer> SHARES = new EnumMap<>(Map.of(
            Fault.Target.API_SERVER, 22,
            Fault.Target.KUSTOMIZE_CONTROLLER, 9,
            Fault.Target.SOURCE_CONTROLLER, 6,
            Fault.Target.NOTIFICATION_CONTROLLER, 3,
            Fault.Target.NATS, 18,
            Fault.Target.GIT_REFUSES, 12,
            Fault.Target.GIT_HANGS, 12,
            Fault.Target.ARTIFACTS_HANG, 18));

    /** The point of that number, for a repository that is in this state. */
    PointPlan plan(int number, GitState state) {
        return new Draft(number, state, new Random(seed * 1_000_003 + number)).finish();
    }

    private final class Draft {
        private final int number;
        private final GitState before;
        private final Random random;
        private final Set<LoopObject> touched = new HashSet<>();

        Draft(int number, GitState before, Random random) {
            // The first numbers of seeds that are close are close, too.
            random.nextLong();
            this.number = number;
            this.before = before;
            this.random = random;
        }

        PointPlan finish() {
            var commits = new ArrayList<List<Edit>>();
            GitState state = before;
            int wanted = random.nextInt(5) == 0 ? 2 : 1;
            for (int i = 0; i < wanted; i++) {
                List<Edit> edits = edits(state);
                state = state.after(edits);
                commits.add(edits);
            }
            return new PointPlan(number, commits, millis(0, 800), faults());
        }

        /** An object is edited at most once in a point, so that what a point does to it is one thing. */
        private List<Edit> edits(GitState state) {
            var edits = new ArrayList<Edit>();
            breakOrRepair(state).ifPresent(edits::add);
            GitState afterwards = state.after(edits);
            int wanted = 1 + random.nextInt(EDITS_AT_MOST);
            for (int i = 0; i < wanted; i++) {
                edit(state, afterwards).ifPresent(edits::add);
            }
            return edits;
        }

        /** A folder breaks in the first commit only: then nobody can have applied what the same point did before. */
        private Optional<Edit> breakOrRepair(GitState state) {
            int chance = random.nextInt(100);
            List<Integer> broken = state.broken().stream().sorted().toList();
            if (!broken.isEmpty() && chance < 50) {
                return Optional.of(new Edit.Repair(broken.get(random.nextInt(broken.size()))));
            }
            return broken.isEmpty() && state.equals(before) && chance < 8
                    ? Optional.of(new Edit.Break(random.nextInt(GitState.OWNERS)))
                    : Optional.empty();
        }

        private Optional<Edit> edit(GitState state, GitState afterwards) {
            int chance = random.nextInt(100);
            if (chance < 40) {
                return present(state, object -> true).map(Edit.Change::new);
            }
            if (chance < 60) {
                return absent(state).map(object -> new Edit.Add(object, random.nextInt(GitState.OWNERS)));
            }
            if (chance < 75) {
                return present(state, object -> !object.staysWithItsOwner()).map(Edit.Remove::new);
            }
            int to = random.nextInt(GitState.OWNERS);
            if (!hasMoves || isStuck(state, afterwards, to)) {
                return Optional.empty();
            }
            return present(
                            state,
                            object -> !object.staysWithItsOwner()
                                    && ownerIn(state, object) != to
                                    && !isStuck(state, afterwards, ownerIn(state, object)))
                    .map(object -> new Edit.Move(object, to));
        }

        /** One that cannot follow its folder neither gives nor takes. */
        private static boolean isStuck(GitState state, GitState afterwards, int owner) {
            return state.isHeld(owner) || afterwards.isHeld(owner);
        }

        private static int ownerIn(GitState state, LoopObject object) {
            return java.util.Objects.requireNonNull(state.objects().get(object)).owner();
        }

        private Optional<LoopObject> present(GitState state, Predicate<LoopObject> isWanted) {
            return untouched(state.objects().keySet().stream().filter(isWanted).toList());
        }

        /** One that a Kustomization still has that cannot follow its folder would be a move. */
        private Optional<LoopObject> absent(GitState state) {
            boolean isAnyHeld =
                    IntStream.range(0, GitState.OWNERS).anyMatch(owner -> state.isHeld(owner) || before.isHeld(owner));
            return isAnyHeld
                    ? Optional.empty()
                    : untouched(LoopObject.all().stream()
                            .filter(object -> !state.objects().containsKey(object))
                            .toList());
        }

        private Optional<LoopObject> untouched(List<LoopObject> objects) {
            var left = new ArrayList<>(new TreeSet<>(objects));
            left.removeAll(touched);
            if (left.isEmpty()) {
                return Optional.empty();
            }
            LoopObject chosen = left.get(random.nextInt(left.size()));
            touched.add(chosen);
            return Optional.of(chosen);
        }

        private List<Fault> faults() {
            int chance = random.nextInt(100);
            int wanted = chance < 35 ? 0 : chance < 80 ? 1 : 2;
            var faults = new ArrayList<Fault>();
            for (int i = 0; i < wanted; i++) {
                Fault fault = fault();
                if (faults.stream().noneMatch(other -> place(other).equals(place(fault)))) {
                    faults.add(fault);
                }
            }
            return faults;
        }

        private Fault fault() {
            int chance = random.nextInt(
                    SHARES.values().stream().mapToInt(Integer::intValue).sum());
            // A commit is in the cluster within half a second: most faults fall into that time.
            Duration after = random.nextInt(10) < 7 ? millis(0, 600) : millis(600, 1500);
            return new Fault(target(chance), after, millis(50, random.nextInt(8) == 0 ? 5000 : 1500));
        }

        private static Fault.Target target(int chance) {
            int left = chance;
            for (Map.Entry<Fault.Target, Integer> share : SHARES.entrySet()) {
                left -= share.getValue();
                if (left < 0) {
                    return share.getKey();
                }
            }
            throw new IllegalArgumentException("more than all shares: " + chance);
        }

        /** Two faults do not happen to the same thing at the same time. */
        private static String place(Fault fault) {
            return switch (fault.target()) {
                case SOURCE_CONTROLLER, ARTIFACTS_HANG -> "source-controller";
                case GIT_HANGS, GIT_REFUSES -> "git";
                case KUSTOMIZE_CONTROLLER, NOTIFICATION_CONTROLLER, NATS, API_SERVER ->
                    fault.target().name();
            };
        }

        private Duration millis(int least, int most) {
            return Duration.ofMillis(least + random.nextInt(most - least));
        }
    }
}
