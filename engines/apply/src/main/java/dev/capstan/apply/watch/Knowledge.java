package dev.capstan.apply.watch;

import dev.capstan.apply.cluster.ResourceVersion;

/** What is known of whether an object is in the cluster, and of which moment. */
sealed interface Knowledge {

    /** Nothing that can be relied on, although its kind is in view: only asking for it tells more. */
    record Unknown() implements Knowledge {}

    /** Nothing, because no watch would have shown it: there is nothing to remember about that. */
    record OutOfView() implements Knowledge {}

    /** It was there at its version. */
    record Present(ObservedObject object) implements Knowledge {}

    /**
     * It was not there, or did not carry the ownership labels. Older sightings are outlived by this: it is the
     * tombstone that keeps a late answer from bringing an object back.
     *
     * @param asOf version of the deletion, or of the list that did not hold it
     */
    record Absent(ResourceVersion asOf) implements Knowledge {}
}
