package dev.capstan.applier.identity;

import java.util.ArrayList;
import java.util.List;

/** Gives everybody the same target, or the answer that it is told to give. */
public final class FakeTargets implements ApplyTargets {

    private final List<IdentityRequest> requests = new ArrayList<>();
    private Choice choice;

    /** Gives that target. */
    public FakeTargets(ApplyTarget target) {
        this.choice = new Choice.Usable(target);
    }

    /** Gives that answer from now on. */
    public void answers(Choice answer) {
        choice = answer;
    }

    /** What was asked for. */
    public List<IdentityRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Choice of(IdentityRequest request) {
        requests.add(request);
        return choice;
    }
}
