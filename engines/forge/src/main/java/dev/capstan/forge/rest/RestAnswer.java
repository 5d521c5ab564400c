package dev.capstan.forge.rest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a forge answered to a {@link RestCall}.
 *
 * @param body an object or a list; missing when there is none that can be read
 * @param said by the forge of an error, on one short line without credentials; empty for nothing
 * @param hasNextPage whether a header says that there is another page
 */
public record RestAnswer(int status, JsonNode body, String said, boolean hasNextPage) {

    /** Whether the status is one of the 200s. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "RestAnswer[" + status + "]";
    }
}
