package dev.capstan.apply.normalise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A manifest's content in the form that is sent.
 *
 * @param content a copy that nobody else holds
 * @param notices what was dropped
 */
public record Normalised(ObjectNode content, List<Notice> notices) {
    public Normalised {
        notices = List.copyOf(notices);
    }
}
