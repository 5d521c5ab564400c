package dev.capstan.e2e.faults;

import java.time.Duration;
import java.util.List;

/**
 * One point of the loop: commits, and what goes wrong meanwhile.
 *
 * @param number from 1
 * @param commits the edits of each commit, one commit after another
 * @param pause between two commits
 * @param faults at most one for each thing that can fail
 */
record PointPlan(int number, List<List<Edit>> commits, Duration pause, List<Fault> faults) {
    PointPlan {
        commits = commits.stream().map(List::copyOf).toList();
        faults = List.copyOf(faults);
    }

    @Override
    public String toString() {
        return "point " + number + ": commits " + commits + " " + pause.toMillis() + " ms apart, faults " + faults;
    }
}
