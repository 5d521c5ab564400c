package dev.capstan.applier.identity;

import dev.capstan.api.meta.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives everybody the same target, or the answer that it is told to give. */
public final class FakeTargets implements ApplyTargets {

    private final List<IdentityRequest> requests = new ArrayList<>();
    private final List<ObjectKey> released = new ArrayList<>();
    private Choice choice;
    private Optional<RuntimeException> failure = Optional.empty();

    /** Gives that target. */
    public FakeTargets(ApplyTarget target) {
        this.choice = new Choice.Usable(target);
    }

    /** Gives that answer from now on. */
    public void answers(Choice answer) {
        choice = answer;
    }

    /** Ends unexpectedly from now on. */
    public void fails(RuntimeException unexpected) {
        failure = Optional.of(unexpected);
    }

    /** What was asked for. */
    public List<IdentityRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Choice of(IdentityRequest request) {
        requests.add(request);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return choice;
    }

    @Override
    public Choice atHome(IdentityRequest request) {
        return choice;
    }

    /** Who let go of what it used. */
    public List<ObjectKey> released() {
        return List.copyOf(released);
    }

    @Override
    public void release(ObjectKey subject) {
        released.add(subject);
    }
}
