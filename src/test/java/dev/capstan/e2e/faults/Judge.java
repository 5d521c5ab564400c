package dev.capstan.e2e.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says what is wrong with a cluster. Knows what Git says and what was seen, and nothing else. */
final class Judge {
    private final History history;

    Judge(History history) {
        this.history = history;
    }

    /**
     * A commit as controllers know it.
     *
     * @param revision as the toolkit writes it
     */
    record Commit(String revision, GitState state) {}

    /** What is not (yet) as Git says, at this moment; empty when the cluster is settled. */
    List<String> differences(Commit head, ExpectedCluster expected) {
        var differences = new ArrayList<String>();
        IntStream.range(0, GitState.OWNERS).forEach(owner -> differences.addAll(statusDifferences(owner, head)));
        var wanted = new HashMap<LoopObject, Sighting.Managed>();
        expected.applied()
                .forEach((owner, objects) -> objects.forEach((object, value) ->
                        wanted.put(object, new Sighting.Managed(GitState.nameOf(owner), Integer.toString(value)))));
        for (LoopObject object : LoopObject.all()) {
            Optional<Sighting.Managed> want = Optional.ofNullable(wanted.get(object));
            Optional<Sighting.Managed> have =
                    history.last(Sighting.Name.of(object)).flatMap(Sighting::managed);
            if (!want.equals(have) && !(want.isEmpty() && mayBeKept(head))) {
                differences.add(
                        object + " should be " + want.map(Object::toString).orElse("gone") + " and is "
                                + have.map(Object::toString).orElse("not there"));
            }
        }
        return differences;
    }

    /** A folder that cannot be built may hold what left another one, so that is kept for it. */
    private static boolean mayBeKept(Commit head) {
        return !head.state().broken().isEmpty();
    }

    private List<String> statusDifferences(int owner, Commit head) {
        Sighting.Name name = Sighting.Name.ofKustomization(owner);
        Optional<Sighting.Told> told = history.last(name).flatMap(Sighting::told);
        String want;
        boolean isRight;
        if (head.state().isBroken(owner)) {
            want = "BuildFailed at " + head.revision();
            isRight = told.filter(it -> it.ready().equals("False")
                            && it.reason().equals("BuildFailed")
                            && it.attempted().equals(head.revision()))
                    .isPresent();
        } else if (head.state().isHeld(owner)) {
            want = "DependencyNotReady";
            isRight = told.filter(
                            it -> it.ready().equals("False") && it.reason().equals(want))
                    .isPresent();
        } else {
            want = "Ready at " + head.revision();
            isRight = told.filter(it -> it.isReady() && it.applied().equals(head.revision()))
                    .isPresent();
        }
        return isRight
                ? List.of()
                : List.of(name + " should be " + want + " and is "
                        + told.map(Object::toString).orElse("not there"));
    }

    /**
     * What happened in a point that must never happen.
     *
     * @param commits the one before the point, and those of the point
     */
    List<String> violations(List<Commit> commits) {
        var violations = new ArrayList<String>();
        LoopObject.all().forEach(object -> violations.addAll(losses(object, commits)));
        IntStream.range(0, GitState.OWNERS).forEach(owner -> violations.addAll(falseReady(owner, commits)));
        return violations;
    }

    /** An object that Git has all the time is not deleted and not made again. */
    private List<String> losses(LoopObject object, List<Commit> commits) {
        boolean wasThere = commits.getFirst().state().objects().containsKey(object);
        boolean isThere = commits.getLast().state().objects().containsKey(object);
        boolean isAlways = commits.stream().allMatch(it -> it.state().objects().containsKey(object));
        if (!isThere || (wasThere && !isAlways)) {
            return List.of();
        }
        var losses = new ArrayList<String>();
        String uid = "";
        for (Sighting sighting : history.of(Sighting.Name.of(object))) {
            if (sighting.isGone()) {
                if (!uid.isEmpty()) {
                    losses.add(object + " was deleted at version " + sighting.version() + " although Git has it");
                }
            } else if (uid.isEmpty()) {
                uid = sighting.uid();
            } else if (!uid.equals(sighting.uid())) {
                losses.add(object + " was made again at version " + sighting.version() + " although Git has it");
                uid = sighting.uid();
            }
        }
        return losses;
    }

    /** Whoever says that a revision is applied has applied it. */
    private List<String> falseReady(int owner, List<Commit> commits) {
        var violations = new ArrayList<String>();
        List<Sighting> seen = history.of(Sighting.Name.ofKustomization(owner));
        // The first one was judged in the point before.
        for (Sighting sighting : seen.subList(Math.min(1, seen.size()), seen.size())) {
            sighting.told()
                    .filter(Sighting.Told::isReady)
                    .ifPresent(told -> violations.addAll(falseReady(owner, sighting, told, commits)));
        }
        return violations;
    }

    private List<String> falseReady(int owner, Sighting sighting, Sighting.Told told, List<Commit> commits) {
        String says =
                sighting.object() + " said at version " + sighting.version() + " to be ready at " + told.applied();
        int index = IntStream.range(0, commits.size())
                .filter(i -> commits.get(i).revision().equals(told.applied()))
                .findFirst()
                .orElse(-1);
        if (index < 0) {
            return List.of(says + ", which is older than what was settled before");
        }
        if (commits.get(index).state().isBroken(owner)) {
            return List.of(says + ", which cannot be built");
        }
        var violations = new ArrayList<String>();
        List<Commit> since = commits.subList(index, commits.size());
        commits.get(index).state().folder(owner).keySet().forEach(object -> {
            Sighting.Name name = Sighting.Name.of(object);
            if (history.isCertain(name.kind(), sighting.version())) {
                Optional<Sighting.Managed> have =
                        history.at(name, sighting.version()).flatMap(Sighting::managed);
                if (have.filter(it -> isSaidBy(since, object, it)).isEmpty()) {
                    violations.add(says + ", but " + object + " was "
                            + have.map(Object::toString).orElse("not there"));
                }
            }
        });
        return violations;
    }

    /** Another Kustomization may be further and have taken the object already. */
    private static boolean isSaidBy(List<Commit> commits, LoopObject object, Sighting.Managed managed) {
        return commits.stream()
                .map(commit -> commit.state().objects().get(object))
                .anyMatch(placed ->
                        placed != null && Integer.toString(placed.value()).equals(managed.value()));
    }

    /** What each Kustomization says, for a report. */
    Map<String, String> statuses() {
        var statuses = new java.util.TreeMap<String, String>();
        IntStream.range(0, GitState.OWNERS)
                .forEach(owner -> statuses.put(
                        GitState.nameOf(owner),
                        history.of(Sighting.Name.ofKustomization(owner)).toString()));
        return statuses;
    }
}
