package dev.capstan.runtime.object;

import dev.capstan.api.meta.ObjectRef;

/** Others changed an object so often that it could not be written; nothing is wrong with the object. */
public final class WriteContention extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteContention(ObjectRef object, int tries) {
        super(object + " could not be written: it was changed by others " + tries + " times in a row");
    }
}
