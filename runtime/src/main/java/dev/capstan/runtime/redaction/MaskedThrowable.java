package dev.capstan.runtime.redaction;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a log may show it: types and stack traces, causes included, without a single message. Libraries put the value that they do not
 * like into their messages, and that may be a token.
 */
public final class MaskedThrowable extends Throwable {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 16;

    private final String type;

    private MaskedThrowable(Throwable original, @Nullable MaskedThrowable cause) {
        super(null, cause, false, true);
        this.type = original.getClass().getName();
        setStackTrace(original.getStackTrace());
    }

    /** The same failure without messages. */
    public static MaskedThrowable of(Throwable original) {
        if (original instanceof MaskedThrowable masked) {
            return masked;
        }
        return of(original, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static MaskedThrowable of(Throwable original, Set<Throwable> seen) {
        seen.add(original);
        Throwable cause = original.getCause();
        if (cause == null || seen.size() >= DEEPEST || seen.contains(cause)) {
            return new MaskedThrowable(original, null);
        }
        return new MaskedThrowable(original, of(cause, seen));
    }

    /** The type of the failure, nothing else. */
    @Override
    public String toString() {
        return type;
    }
}
