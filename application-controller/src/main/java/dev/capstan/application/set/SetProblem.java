package dev.capstan.application.set;

import dev.capstan.argo.set.status.SetReason;
import java.util.List;

/** Something that keeps a set from being up to date while the rest of it goes on. */
record SetProblem(SetReason reason, String message) {
    private static final int MOST = 5;

    /** Several in one: the reason of the first, and the messages of some. */
    static SetProblem joined(List<SetProblem> problems) {
        String messages = String.join(
                "; ", problems.stream().limit(MOST).map(SetProblem::message).toList());
        int more = problems.size() - MOST;
        return new SetProblem(problems.getFirst().reason(), more > 0 ? messages + "; and " + more + " more" : messages);
    }
}
