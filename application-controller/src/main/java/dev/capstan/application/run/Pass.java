package dev.capstan.application.run;

import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.application.operate.OperationStates;
import dev.capstan.application.refresh.RefreshLevel;
import java.util.Optional;

/** What one pass works on. */
final class Pass {
    private final Looking looking;
    private final ApplicationMemory memory;
    private final Checkpoint checkpoint;
    private final PassDraft draft = new PassDraft();
    private ApplicationObject application;
    private Optional<Look> look = Optional.empty();

    Pass(ApplicationObject application, Looking looking, ApplicationMemory memory, Checkpoint checkpoint) {
        this.application = application;
        this.looking = looking;
        this.memory = memory;
        this.checkpoint = checkpoint;
    }

    /** The Application, with what this pass has done to its operation. */
    ApplicationObject application() {
        return application;
    }

    Looking looking() {
        return looking;
    }

    ApplicationMemory memory() {
        return memory;
    }

    PassDraft draft() {
        return draft;
    }

    /** Compares the Application with its own sources, for its status. */
    void look(Sources sources, RefreshLevel level) {
        if (level == RefreshLevel.HARD) {
            memory.compared().forget();
        }
        Look seen = looking.at(application, sources, level, memory.compared());
        look = Optional.of(seen);
        draft.saw(seen);
    }

    /** What that gave last. */
    Look look() {
        return look.orElseThrow();
    }

    /** Takes note of what became of the operation. */
    void operated(OperationProgress now) {
        application = application.with(OperationStates.write(now));
    }

    /** Writes what is known so far; false when the pass must not go on. */
    boolean keep() {
        return checkpoint.keep(draft.done());
    }
}
