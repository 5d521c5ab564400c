package dev.capstan.application.set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How Applications are stored. */
public interface ApplicationForm {
    /**
     * A generated Application as the API server would store it: without fields that the kind does not have. One that does not fit the kind
     * stays as it is, for the API server to refuse it.
     */
    ObjectNode stored(ObjectNode generated);
}
