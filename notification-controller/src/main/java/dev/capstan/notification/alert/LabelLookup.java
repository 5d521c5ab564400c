package dev.capstan.notification.alert;

import dev.capstan.api.event.InvolvedObject;
import java.util.Map;

/** Where the labels of the objects that events are about come from. */
@FunctionalInterface
public interface LabelLookup {
    /** The labels of the object as it is now. */
    Labels of(InvolvedObject object);

    /** The answer. */
    sealed interface Labels {
        /**
         * The object is there.
         *
         * @param labels its labels
         */
        record Found(Map<String, String> labels) implements Labels {}

        /**
         * The object could not be read.
         *
         * @param why what went wrong
         */
        record NotFound(String why) implements Labels {}
    }
}
