package dev.capstan.cli.migrate.plan;

import dev.capstan.cli.diff.ObjectChange;
import java.util.List;

/**
 * What happens to the objects of a Kustomization when ours applies it in place of Flux's.
 *
 * @param name namespace and name
 * @param answer whether it could be told
 * @param changes what would be written
 * @param notices what limits the answer, or why there is none
 */
public record KustomizationEffect(String name, Answer answer, List<ObjectChange> changes, List<String> notices) {

    /** How sure that is. */
    public enum Answer {
        /** Built, and compared by a dry run of the API server. */
        COMPARED,
        /** It applies nothing: it is suspended, or has never applied anything. */
        IDLE,
        /** It could not be built or compared from here. */
        UNKNOWN
    }

    /** Copies the lists. */
    public KustomizationEffect {
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
    }

    static KustomizationEffect idle(String name, String why) {
        return new KustomizationEffect(name, Answer.IDLE, List.of(), List.of(why));
    }

    static KustomizationEffect unknown(String name, String why) {
        return new KustomizationEffect(name, Answer.UNKNOWN, List.of(), List.of(why));
    }

    /** Whether it is known that nothing is written. */
    public boolean isNothing() {
        return answer != Answer.UNKNOWN && changes.isEmpty();
    }
}
