package dev.capstan.e2e.faults;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the repository holds after a commit.
 *
 * @param commits how many commits led here
 * @param objects where each object is and which value it has
 * @param broken the Kustomizations whose folders cannot be built
 */
record GitState(int commits, Map<LoopObject, Placed> objects, Set<Integer> broken) {
    /** How many Kustomizations there are. */
    static final int OWNERS = 5;
    /** This one depends on {@link #DEPENDENCY}. */
    static final int DEPENDENT = 3;

    static final int DEPENDENCY = 0;
    /** This one waits until its objects are healthy. */
    static final int WAITING = 4;

    /**
     * @param owner which Kustomization has it
     * @param value what its last change made of it
     */
    record Placed(int owner, int value) {}

    GitState {
        objects = Map.copyOf(objects);
        broken = Set.copyOf(broken);
    }

    /** The first commit: only what always stays. */
    static GitState first() {
        var objects = new TreeMap<LoopObject, Placed>();
        IntStream.range(0, OWNERS).forEach(owner -> objects.put(new LoopObject(owner), new Placed(owner, 1)));
        return new GitState(1, objects, Set.of());
    }

    static String nameOf(int owner) {
        return "owner-" + owner;
    }

    /** What one more commit makes of it. */
    GitState after(Iterable<Edit> edits) {
        int commit = commits + 1;
        var nextObjects = new TreeMap<>(objects);
        var nextBroken = new TreeSet<>(broken);
        for (Edit edit : edits) {
            switch (edit) {
                case Edit.Add(var object, var owner) -> nextObjects.put(object, new Placed(owner, commit));
                case Edit.Change(var object) ->
                    nextObjects.computeIfPresent(object, (_, placed) -> new Placed(placed.owner(), commit));
                case Edit.Remove(var object) -> nextObjects.remove(object);
                case Edit.Move(var object, var to) ->
                    nextObjects.computeIfPresent(object, (_, placed) -> new Placed(to, placed.value()));
                case Edit.Break(var owner) -> nextBroken.add(owner);
                case Edit.Repair(var owner) -> nextBroken.remove(owner);
            }
        }
        return new GitState(commit, nextObjects, nextBroken);
    }

    /** The objects of one Kustomization with their values. */
    Map<LoopObject, Integer> folder(int owner) {
        var folder = new TreeMap<LoopObject, Integer>();
        objects.forEach((object, placed) -> {
            if (placed.owner() == owner) {
                folder.put(object, placed.value());
            }
        });
        return folder;
    }

    boolean isBroken(int owner) {
        return broken.contains(owner);
    }

    /** Whether a Kustomization cannot follow this commit: it cannot be built, or what it depends on cannot. */
    boolean isHeld(int owner) {
        return isBroken(owner) || (owner == DEPENDENT && isBroken(DEPENDENCY));
    }

    /** Every file of the repository. */
    Map<String, String> files() {
        var files = new TreeMap<String, String>();
        files.put("README.md", "commit " + commits + "\n");
        objects.forEach((object, placed) ->
                files.put(nameOf(placed.owner()) + "/" + object.fileName(), object.manifest(placed.value())));
        broken.forEach(owner -> files.put(nameOf(owner) + "/broken.yaml", "kind: [\n"));
        return files;
    }
}
