package dev.capstan.runtime.status;

import dev.capstan.api.meta.ObjectRef;

/** Others changed an object so often that its status could not be written; nothing is wrong with the object. */
public final class StatusContention extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatusContention(ObjectRef object, int tries) {
        super("The status of " + object + " could not be written: it was changed by others " + tries
                + " times in a row");
    }
}
