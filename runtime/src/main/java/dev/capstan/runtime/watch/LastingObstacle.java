package dev.capstan.runtime.watch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What keeps something from being done again and again: said once, until it is over or another one. */
public final class LastingObstacle {
    private @Nullable String known;

    /** Says it unless it was said last. */
    public synchronized void met(@Nullable String what, Consumer<String> say) {
        String text = String.valueOf(what);
        if (!text.equals(known)) {
            known = text;
            say.accept(text);
        }
    }

    /** The next one is said, whatever it is. */
    public synchronized void isOver() {
        known = null;
    }
}
