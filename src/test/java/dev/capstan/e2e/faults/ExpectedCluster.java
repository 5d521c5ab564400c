package dev.capstan.e2e.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the cluster has once everything is settled: of each Kustomization its folder, or as it was when it could last be
 * followed.
 *
 * @param applied objects and their values, by Kustomization
 */
record ExpectedCluster(Map<Integer, Map<LoopObject, Integer>> applied) {
    static final ExpectedCluster EMPTY = new ExpectedCluster(Map.of());

    /** After one more commit. */
    ExpectedCluster after(GitState state) {
        var next = new TreeMap<>(applied);
        IntStream.range(0, GitState.OWNERS)
                .filter(owner -> !state.isHeld(owner))
                .forEach(owner -> next.put(owner, state.folder(owner)));
        return new ExpectedCluster(next);
    }
}
