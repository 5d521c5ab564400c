package dev.capstan.promotion.chain;

import dev.capstan.promotion.gate.GateState;
import dev.capstan.promotion.health.EnvironmentHealth;
import dev.capstan.promotion.note.Notes;
import dev.capstan.promotion.note.Pause;
import dev.capstan.promotion.note.Skip;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.StepLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From one environment to the next.
 *
 * @param look how they relate in the repository
 * @param gates those of the spec as they are now; asked only when nothing else speaks against it
 */
public record Step(EnvironmentState from, EnvironmentState to, StepLook look, Notes notes, Gates gates) {
    /** The gate that is there in any case. */
    public static final String HEALTH = "health";

    /** The gates of the spec. */
    @FunctionalInterface
    public interface Gates {
        /** Each of them, for a candidate. */
        List<GateState> at(Content candidate);
    }

    /** What is to be done. */
    public Decision decide() {
        if (from.current().isEmpty()) {
            return new Decision.Nothing(from.name() + " has nothing to promote");
        }
        Held held = from.current().get();
        Content candidate = held.content();
        if (look instanceof StepLook.Has) {
            return to.current().filter(Held::isRestored).isPresent()
                    ? new Decision.Nothing(to.name() + " was rolled back and waits for something newer than "
                            + candidate.shortRevision())
                    : new Decision.UpToDate();
        }
        return obstacle(held)
                .<Decision>map(why -> new Decision.Hold(candidate, why))
                .orElseGet(() -> byGates(candidate));
    }

    /** What no gate opens. */
    private Optional<String> obstacle(Held held) {
        Content candidate = held.content();
        if (held.isRestored()) {
            return Optional.of("what " + from.name() + " has came back by a rollback, and is not promoted further");
        }
        Optional<Rejected> rejection = to.rejection(candidate);
        if (rejection.isPresent()) {
            return Optional.of(candidate.shortRevision() + " was rolled back here ("
                    + rejection.get().reason() + "), so something newer is waited for");
        }
        Optional<Skip> skip = notes.skips().stream()
                .filter(it -> it.environment().equals(to.name()) && candidate.isCalled(it.candidate()))
                .findFirst();
        if (skip.isPresent()) {
            return Optional.of(
                    candidate.shortRevision() + " is skipped: " + skip.get().reason());
        }
        if (to.received().equals(Optional.of(candidate.digest()))) {
            return Optional.of(candidate.shortRevision() + " was here, and somebody has changed " + to.name()
                    + " in Git since; something newer is waited for");
        }
        Optional<Pause> pause =
                notes.pauses().stream().filter(it -> it.holds(to.name())).findFirst();
        if (pause.isPresent()) {
            return Optional.of(pause.get().words());
        }
        return look instanceof StepLook.Blocked(var why) ? Optional.of(why) : Optional.empty();
    }

    private Decision byGates(Content candidate) {
        var all = new ArrayList<GateState>();
        all.add(healthGate());
        all.addAll(gates.at(candidate));
        return all.stream().allMatch(GateState::isOpen)
                ? new Decision.Go(candidate, all)
                : new Decision.Wait(candidate, all);
    }

    private GateState healthGate() {
        String words = from.name() + " is " + from.health().words();
        return from.health() instanceof EnvironmentHealth.Healthy
                ? GateState.open(HEALTH, words)
                : GateState.closed(HEALTH, words);
    }
}
