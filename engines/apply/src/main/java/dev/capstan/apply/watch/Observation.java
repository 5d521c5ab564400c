package dev.capstan.apply.watch;

/** What is known of an object without asking the API server. */
public sealed interface Observation {

    /** It was there when last seen. */
    record Present(ObservedObject object) implements Observation {}

    /** No object with ownership labels is there; one without may be. */
    record NotManaged() implements Observation {}

    /** Nothing is known: the kind is not watched, or the watch has not caught up. */
    record Unknown() implements Observation {}
}
