package dev.capstan.runtime.object;

import dev.capstan.api.meta.ObjectReference;

/** Others changed an object so that it could not be written; nothing is wrong with the object. */
public final class WriteContention extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WriteContention(String message) {
        super(message);
    }

    static WriteContention byChanges(ObjectReference object, int tries) {
        return new WriteContention(
                object + " could not be written: it was changed by others " + tries + " times in a row");
    }

    static WriteContention byOperation(ObjectReference object) {
        return new WriteContention(object
                + " could not be written: somebody else asked for another operation, or took it back, in between");
    }
}
