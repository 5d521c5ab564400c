package dev.capstan.application.live;

import java.util.List;
import java.util.Optional;

/**
 * The live objects of an Application.
 *
 * @param objects in the order of their keys
 * @param gap why the list may lack some, for people; empty when it is whole
 */
public record LiveSet(List<LiveObject> objects, Optional<String> gap) {
    public LiveSet {
        objects = List.copyOf(objects);
    }
}
