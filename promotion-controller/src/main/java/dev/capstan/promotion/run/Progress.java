package dev.capstan.promotion.run;

import dev.capstan.promotion.chain.EnvironmentState;
import dev.capstan.promotion.chain.Held;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Layout;
import dev.capstan.promotion.place.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has come of a pass so far. */
final class Progress {
    private final Layout layout;
    private final Instant now;
    private final List<String> warnings = new ArrayList<>();
    private Memory memory;
    private final List<Move> moves = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private boolean isUnsettled;

    Progress(Memory memory, Layout layout, Instant now) {
        this.memory = memory;
        this.layout = layout;
        this.now = now;
    }

    Memory memory() {
        return memory;
    }

    EnvironmentState state(int index) {
        return memory.states().get(index);
    }

    void remember(Memory changed) {
        memory = changed;
    }

    void remember(int index, EnvironmentState state) {
        memory = memory.with(index, state);
    }

    List<Move> moves() {
        return moves;
    }

    Optional<String> problem() {
        return problem;
    }

    void problem(String words) {
        problem = Optional.of(words);
    }

    List<String> warnings() {
        return warnings;
    }

    void warn(String words) {
        warnings.add(words);
    }

    /** Whether everything must be looked at again soon; nothing more is written until then. */
    boolean isUnsettled() {
        return isUnsettled;
    }

    void lookAgain() {
        isUnsettled = true;
    }

    /** Something was moved; what the environment has follows from the next look. */
    void moved(Move made) {
        moves.add(made);
        isUnsettled = true;
    }

    /** Something came from the environment before. */
    void promoted(int index, Move made) {
        moved(made);
        remember(
                index, state(index).having(Optional.of(after(index, made)), now).receiving(made.content()));
    }

    /** What an environment has after something came. */
    Content after(int index, Move made) {
        String commit = made.revision().substring(made.revision().lastIndexOf(':') + 1);
        String digest = layout.places().get(index) instanceof Place.Folder
                ? made.content().digest()
                : "sha1:" + commit;
        return new Content(digest, made.revision(), commit, made.content().files());
    }

    /** The last rollback of the environment, whose effect must end when something newer comes. */
    Optional<String> undone(int index) {
        var all = new ArrayList<Held>();
        state(index).current().ifPresent(all::add);
        all.addAll(state(index).earlier());
        return all.stream()
                .filter(Held::isRestored)
                .findFirst()
                .map(it -> it.content().commit());
    }
}
