package dev.capstan.runtime.object;

import dev.capstan.api.meta.ObjectReference;

/** Others changed an object so often that it could not be written; nothing is wrong with the object. */
public final class WriteContention extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteContention(ObjectReference object, int tries) {
        super(object + " could not be written: it was changed by others " + tries + " times in a row");
    }
}
