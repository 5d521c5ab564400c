package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.EnvironmentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered from pass to pass, in the status.
 *
 * @param states of all environments, in the order of the spec
 * @param handledRollback the value of the annotation that was acted on
 * @param proposals our open pull requests, by environment
 */
public record Memory(
        List<EnvironmentState> states, Optional<String> handledRollback, Map<String, OpenProposal> proposals) {
    /** Copies the lists. */
    public Memory {
        states = List.copyOf(states);
        proposals = Map.copyOf(proposals);
    }

    /** The same with another state of one environment. */
    public Memory with(int index, EnvironmentState state) {
        var changed = new ArrayList<>(states);
        changed.set(index, state);
        return new Memory(changed, handledRollback, proposals);
    }

    /** The same after the annotation was acted on, or is gone. */
    public Memory withHandledRollback(Optional<String> value) {
        return new Memory(states, value, proposals);
    }

    /** The same with a pull request of an environment, or without. */
    public Memory withProposal(String environment, Optional<OpenProposal> proposal) {
        var changed = new LinkedHashMap<>(proposals);
        changed.remove(environment);
        proposal.ifPresent(it -> changed.put(environment, it));
        return new Memory(states, handledRollback, changed);
    }

    /** The environment of that name. */
    public int indexOf(String environment) {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).name().equals(environment)) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no environment " + environment);
    }
}
